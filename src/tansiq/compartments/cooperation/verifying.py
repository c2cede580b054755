"""What a claim is worth: how it is corroborated, when it counts for a benefit, and the pattern of what was false. Pure.

Source:
    REP-02, REP-03, REP-04, REP-08; the accomplice rule: nobody is arrested on a partner's word alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tansiq.kernel.charter.folding import fold


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        is_independent: not from whoever made the claim, nor from anybody who had it from him.
        source: from where, as it was typed; two findings from one place are one.
    """

    outcome: str
    is_independent: bool
    source: str = ""


@dataclass(frozen=True)
class Claimed:
    """A claim as it stands.

    Attributes:
        is_interested: he gains by it, a rival of his own side among them.
        is_late: told outside the days of disclosure.
        is_usable: told in a session on which something may rest.
        has_court_entry: a court's record says that the matter is new all the same.
        stays: of a file that was withdrawn, whether statements stay as he was told at the start; else True.
    """

    result: str
    findings: tuple[Finding, ...] = ()
    is_interested: bool = False
    is_late: bool = False
    is_usable: bool = True
    has_court_entry: bool = False
    stays: bool = True
    reaches: int = 0
    about: str = ""


def is_late(said_at: datetime, window: tuple[datetime, datetime] | None) -> bool:
    """Whether something was told outside the days of disclosure; both ends belong to them."""
    return window is None or not window[0] <= said_at <= window[1]


def needed(claim: Claimed) -> int:
    """Independent findings that a claim needs: one, and two where he gains by it."""
    return 2 if claim.is_interested else 1  # rule: REP-03 -> return 1


def is_corroborated(claim: Claimed) -> bool:
    """Whether enough independent sources speak for a claim; what is not independent counts for nothing."""
    found = {fold(one.source) for one in claim.findings if one.outcome == "true" and one.is_independent}
    return len(found) >= needed(claim)


def is_timely(claim: Claimed) -> bool:
    """Whether it was told within the days, or a court's record says that it is new all the same."""
    return not claim.is_late or claim.has_court_entry


def supports(claim: Claimed) -> bool:
    """Whether a claim may stand beside other evidence in a request for an arrest. It never stands alone.

    It was told in time and where something may rest on it, found true, and corroborated from elsewhere.
    """
    if not is_timely(claim):  # rule: REP-02
        return False
    return claim.is_usable and claim.stays and claim.result == "true" and is_corroborated(claim)


def counts(claim: Claimed) -> bool:
    """Whether a claim counts for the promised benefit.

    Claimed within the days, or new by a court's record; found true and corroborated; on a session that holds; and not
    withdrawn by somebody who was told that it then falls away.
    """
    if not is_timely(claim):  # rule: REP-02
        return False
    if not claim.stays:  # rule: REP-08
        return False
    return claim.is_usable and claim.result == "true" and is_corroborated(claim)


def reaches(claims: Iterable[Claimed], *, most: int) -> int:
    """The highest rank of benefit that is open: what verified claims reach, capped by responsibility.

    Args:
        most: highest rank that responsibility leaves open.
    """
    value = max((claim.reaches for claim in claims if counts(claim)), default=0)
    return min(value, most)  # rule: REP-04 -> return value


@dataclass(frozen=True)
class Pattern:
    """How claims of one person came out: numbers of claims, and whom several false ones were about. No verdict."""

    true: int
    false: int
    unknown: int
    open: int
    interested_false: int
    late: int
    repeated: tuple[tuple[str, int], ...]


def pattern(claims: Sequence[Claimed]) -> Pattern:
    """How the claims came out. It counts and says nothing of what anybody will say next (RL-01)."""
    results = Counter(claim.result for claim in claims)
    false = [claim for claim in claims if claim.result == "false"]
    about = Counter(claim.about for claim in false if claim.about)
    repeated = tuple(sorted(((name, n) for name, n in about.items() if n > 1), key=lambda pair: (-pair[1], pair[0])))
    return Pattern(
        true=results["true"], false=results["false"], unknown=results["unknown"], open=results[""],
        interested_false=sum(claim.is_interested for claim in false), late=sum(claim.is_late for claim in claims),
        repeated=repeated,
    )  # fmt: skip
