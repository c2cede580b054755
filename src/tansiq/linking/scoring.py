"""From scored pairs to proposals: the prior of this very file, rivals, and records that a third one joins.

Splink weighs each pair alone. Here the pairs are seen together: an agency that has two records that fit equally well
has at most one that is right, and two records that both fit a third belong together even where they share little.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from tansiq.linking import model
from tansiq.linking.engines import SCORED

if TYPE_CHECKING:
    import duckdb

_ROUNDS: Final = 50
_TYPICAL_RECORDS: Final = 1_000.0  # a file of a few records cannot say much: as if so many usual ones stood beside it
_STEP: Final = 0.25  # bits of a class of the histogram
_LOOKED_AT: Final = 0.003  # probability from which a pair counts as a rival
_JOINS_FROM: Final = 0.05
_JOINED: Final = 0.9  # what of the probability of two links remains for the pair that they join
_UNSEEN_FROM: Final = 0.6  # how sure both links are when the pair that they join was never compared
_MOST_BITS: Final = 60.0


def learn_prior(connection: duckdb.DuckDBPyConnection, *, records: int) -> float:
    """Match weight in bits of a pair of which nothing is known, by expectation maximisation over this file's pairs.

    The weights of levels stay as they are; only the share of pairs that are one person is learned.
    """
    assumed = model.prior(records)
    start = math.log2(assumed / (1.0 - assumed))
    histogram = connection.execute(
        f"SELECT round((match_weight - ?) / {_STEP}) * {_STEP} AS bits, count(*) FROM {SCORED} GROUP BY 1", [start]
    ).fetchall()
    pairs = records * (records - 1) / 2
    prior = assumed
    for _ in range(_ROUNDS):
        odds = prior / (1.0 - prior)
        matches = sum(count / (1.0 + 2.0 ** -min(bits, 900.0) / odds) for bits, count in histogram)
        prior = (matches + _TYPICAL_RECORDS * model.MATCHES_PER_RECORD) / (pairs + _TYPICAL_RECORDS**2 / 2)
    return math.log2(prior / (1.0 - prior))


def weigh(connection: duckdb.DuckDBPyConnection, *, prior_bits: float, records: int, within: bool) -> None:
    """Leave the table `weighed`: pairs in the light of all others.

    Columns: unique_id_l, unique_id_r, rival_bits, joined_by (the third record) and joined_bits (what it adds), weight
    (bits) and probability. A pair that was never compared is known through the third record only.
    """
    assumed = model.prior(records)
    shift = prior_bits - math.log2(assumed / (1.0 - assumed))
    connection.execute(f"""
        CREATE TEMP TABLE edges AS
        SELECT s.unique_id_l AS l, s.unique_id_r AS r, a.agency AS l_agency, b.agency AS r_agency,
               match_weight + {shift} AS bits, pow(2.0, least(bits, {_MOST_BITS})) AS odds
        FROM {SCORED} s JOIN records a ON a.unique_id = s.unique_id_l JOIN records b ON b.unique_id = s.unique_id_r
        ANTI JOIN apart p ON p.l = s.unique_id_l AND p.r = s.unique_id_r
        WHERE match_weight + {shift} > {math.log2(_LOOKED_AT)}""")
    connection.execute("""
        CREATE TEMP TABLE ends AS
        SELECT l AS a, r_agency AS agency, odds FROM edges UNION ALL SELECT r, l_agency, odds FROM edges""")
    connection.execute("CREATE TEMP TABLE fits AS SELECT a, agency, sum(odds) AS odds FROM ends GROUP BY ALL")
    # Within an agency one person may stand many times: nobody is a rival.
    rivals = "0.0" if within else "greatest(0.0, x.odds - e.odds, y.odds - e.odds)"
    connection.execute(f"""
        CREATE TEMP TABLE seen AS
        SELECT e.l, e.r, -log2(1 + {rivals}) AS rival_bits, bits + rival_bits AS weight, {_probability("weight")} AS p
        FROM edges e JOIN fits x ON x.a = e.l AND x.agency = e.r_agency
                     JOIN fits y ON y.a = e.r AND y.agency = e.l_agency""")
    _join_through_thirds(connection, within=within)
    connection.execute(f"""
        CREATE TEMP TABLE weighed AS
        SELECT s.l AS unique_id_l, s.r AS unique_id_r, s.rival_bits,
               CASE WHEN {_JOINED} * t.p > s.p THEN t.third END AS joined_by,
               CASE WHEN {_JOINED} * t.p > s.p THEN {_bits(f"{_JOINED} * t.p")} - s.weight END AS joined_bits,
               s.weight + coalesce(joined_bits, 0) AS weight, greatest(s.p, {_JOINED} * coalesce(t.p, 0)) AS probability
        FROM seen s LEFT JOIN thirds t USING (l, r)
        UNION ALL BY NAME
        SELECT t.l AS unique_id_l, t.r AS unique_id_r, t.third AS joined_by, {_JOINED} * t.p AS probability,
               {_bits("probability")} AS weight, weight - {prior_bits} AS joined_bits
        FROM thirds t ANTI JOIN seen s USING (l, r) ANTI JOIN apart p USING (l, r)
        WHERE t.p >= {_UNSEEN_FROM}""")


def _probability(bits: str) -> str:
    return f"1 / (1 + pow(2.0, -least({bits}, {_MOST_BITS})))"


def _bits(probability: str) -> str:
    return f"log2(({probability}) / (1 - ({probability})))"


def _join_through_thirds(connection: duckdb.DuckDBPyConnection, *, within: bool) -> None:
    """Pairs that both fit a third record: the best third, and the probability that both links are right."""
    apart = "" if within else "AND x.b_agency <> y.b_agency"
    connection.execute(f"""
        CREATE TEMP TABLE links AS
        SELECT s.l AS a, s.r AS b, n.agency AS b_agency, s.p FROM seen s JOIN records n ON n.unique_id = s.r
        WHERE p > {_JOINS_FROM}
        UNION ALL
        SELECT s.r, s.l, n.agency, s.p FROM seen s JOIN records n ON n.unique_id = s.l WHERE p > {_JOINS_FROM}""")
    connection.execute(f"""
        CREATE TEMP TABLE thirds AS
        SELECT x.b AS l, y.b AS r, max(x.p * y.p) AS p,
               arg_max(x.a, struct_pack(p := round(x.p * y.p, 9), first := -x.a)) AS third
        FROM links x JOIN links y ON x.a = y.a AND x.b < y.b {apart} GROUP BY ALL""")


def clusters(connection: duckdb.DuckDBPyConnection, *, threshold: float) -> int:
    """How many groups the proposals form; told only, never acted on."""
    leader: dict[int, int] = {}

    def find(node: int) -> int:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    pairs = connection.execute("SELECT unique_id_l, unique_id_r FROM weighed WHERE probability >= ?", [threshold])
    for left, right in pairs.fetchall():
        leader[find(left)] = find(right)
    return sum(1 for node in list(leader) if find(node) == node)
