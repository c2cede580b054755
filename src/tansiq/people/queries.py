"""Reads of kits and of the match index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

from tansiq import names
from tansiq.kernel import footprint
from tansiq.kernel.access import kin
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import dates
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import existing
from tansiq.people import index, rules
from tansiq.people.drafts import CheckedKit, KitDraft
from tansiq.people.equals import blinds_of, equal_identifiers, kits_ordered_with
from tansiq.people.models import Digest, Identifier, IdentifierKind, Kit, Link, ProtectiveNumber
from tansiq.people.rows import Rows

IDENTIFIER_KINDS = IdentifierKind.choices
# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = ["Kit", "ProtectiveNumber", "blinds_of", "equal_identifiers", "kits_ordered_with"]

# Candidates whose comparison is explained; more would only hide the best.
MOST_EXPLAINED = 50
LEAST_EXPLAINED = 12
# Bits from which the best candidate is good enough for nobody farther off to be looked at.
FITS_WELL = 4.0


@dataclass(frozen=True)
class Candidate:
    """A row of the index that may be the person, with the comparison that says why."""

    kit_id: UUID
    owner_id: UUID
    comparison: names.Comparison
    shares_strong_identifier: bool


def _ranked(kit: CheckedKit, rows: Rows, best: Sequence[names.Near]) -> list[Candidate]:
    """The likeliest of the rows, best first: all that reach the threshold or share an identifier, a dozen at least."""
    asked = index.asked(kit.compared)
    given = {rules.compact(blind) for blind in kit.compared.identifiers}
    strong = {rules.compact(blind) for blind in kit.strong_blinds}
    surely = [at for at in range(len(rows)) if not strong.isdisjoint(rows.blinds(at))] if strong else []
    weakly = [at for at in range(len(rows)) if not given.isdisjoint(rows.blinds(at))] if given else []
    places = list(dict.fromkeys([*surely, *[*(near.place for near in best), *weakly][:MOST_EXPLAINED]]))
    candidates = [
        Candidate(
            kit_id=row.kit_id,
            owner_id=row.owner_id,
            comparison=names.compare(asked, row.kept),
            shares_strong_identifier=not strong.isdisjoint(row.blinds),
        )
        for row in (rows[at] for at in places)
    ]
    return sorted(candidates, key=lambda c: (-c.comparison.rank_weight, c.kit_id.bytes))


def _nearest(kit: CheckedKit, rows: Rows) -> list[names.Near]:
    asked = index.asked(kit.compared)
    return names.nearest(asked, rows.words, rows.births, least=LEAST_EXPLAINED)


def ranked_held(kit: CheckedKit, *, evenly: bool = False) -> list[Candidate]:
    """Kits held in confidence that are nearest to this one, best first, whether they may be the person or not.

    Where nobody who is near fits well, more are looked at; `evenly` always, so that the work does not tell.
    """
    near = index.held(kit.compared)
    best = _nearest(kit, near)
    fits = bool(best) and best[0].rank_weight >= FITS_WELL
    if fits and not evenly:
        return _ranked(kit, near, best)
    more = index.held(kit.compared, reach=names.WIDE).without(near)
    farther = [far._replace(place=far.place + len(near)) for far in _nearest(kit, more)]
    ranked = _ranked(kit, near.with_those_of(more), sorted([*best, *farther], key=lambda one: -one.rank_weight))
    return [c for c in ranked if c.kit_id in near] if fits else ranked


def candidates_held(kit: CheckedKit) -> list[Candidate]:
    """Kits held in confidence that may be the person, best first, read under the matcher's own login.

    It takes as long for somebody who is held as for somebody who is not: whoever asks next would see the difference.
    """
    ranked = ranked_held(kit, evenly=True)
    return [c for c in ranked if c.comparison.match_probability >= names.MATCH_THRESHOLD]


def candidates_ordered(kit: CheckedKit) -> list[Candidate]:
    """Kits of arrest orders that fit, best first. Only the counter sees any."""
    rows = index.ordered(kit.compared)
    ranked = _ranked(kit, rows, _nearest(kit, rows))
    return [c for c in ranked if c.shares_strong_identifier or c.comparison.match_probability >= names.MATCH_THRESHOLD]


def valid_numbers(kit: CheckedKit, *, now: datetime) -> list[ProtectiveNumber]:
    """Numbers in force that the kit gives, or whose holder has one of its strong identifiers; never by a name."""
    meant = [*kit.number_blinds, *kit.strong_blinds]
    if not meant:
        return []
    in_force = Q(revoked_at=None) & (Q(valid_until=None) | Q(valid_until__gt=now))
    found = Digest.objects.filter(kind=Digest.Kind.NUMBER, anchors__overlap=meant)
    return list(ProtectiveNumber.objects.filter(in_force, id__in=found.values("record_id")).order_by("issued_at"))


def protected_blinds(strong: set[str], *, now: datetime) -> set[str]:
    """Those of these strong identifiers that belong to the holder of a number in force."""
    in_force = Q(revoked_at=None) & (Q(valid_until=None) | Q(valid_until__gt=now))
    numbers = ProtectiveNumber.objects.filter(in_force)
    found = Digest.objects.filter(
        kind=Digest.Kind.NUMBER, anchors__overlap=sorted(strong), record_id__in=numbers.values("id")
    )
    return {blind for anchors in found.values_list("anchors", flat=True) for blind in anchors} & strong


def judged_different(kit: CheckedKit, kit_ids: list[UUID]) -> set[UUID]:
    """Those of the kits that a person judged to be somebody else than this very man.

    A strong identifier that is equal now and was not when they were judged is new evidence: that pair is open again.
    """
    anchors = list(kit.anchors)
    if not kit_ids or not anchors:
        return set()
    links = Link.objects.filter(right_id__in=kit_ids, judgement=Link.Judgement.DIFFERENT, undone_at=None)
    rights = dict(links.values_list("id", "right_id"))
    if not rights:
        return set()
    digests = Digest.objects.filter(record_id__in=list(rights), anchors__overlap=anchors)
    known = [(rights[link_id], judged) for link_id, judged in digests.values_list("record_id", "equal")]
    equal = equal_identifiers({right for right, _ in known}, kit.strong_blinds)  # rule: G5 -> equal = {}
    return {right for right, judged in known if equal.get(right, set()).issubset(judged)}


def draft_of(kit: Kit, pairs: Iterable[tuple[str, str]] | None = None) -> KitDraft:
    """The kit as it was given.

    Args:
        pairs: its identifiers, where they were read already.
    """
    parts = names.Parts(
        ism=kit.ism, father=kit.father, grandfather=kit.grandfather, family=kit.family, kunya=kit.kunya,
        full=kit.full, mother=kit.mother,
    )  # fmt: skip
    given = kit.identifiers.order_by("kind", "value").values_list("kind", "value") if pairs is None else pairs
    return KitDraft(parts=parts, birth=kit.birth_raw, place=kit.place, identifiers=tuple(given))


def written(kit_ids: Collection[UUID]) -> dict[UUID, tuple[names.Parts, str]]:
    """Name and birth of each of these kits, as they were given."""
    fields = ("ism", "father", "grandfather", "family", "kunya", "full", "mother")
    rows = Kit.objects.filter(id__in=kit_ids).values_list("id", "birth_raw", *fields)
    return {kit_id: (names.Parts(*parts), birth) for kit_id, birth, *parts in rows}


def names_in(subject: models.Model, actor: Actor) -> list[dict[str, str]]:
    """Names of the kits that a record of any app points at, for the refusal of relatives; the actor is told none."""
    kits = [getattr(subject, field.attname) for field in subject._meta.fields if field.attname.endswith("kit_id")]
    given = [kit_id for kit_id in kits if kit_id is not None]
    if not given:
        return []
    with acting_as(actor.through("gateway")):
        return [parts.as_mapping() for parts, _ in written(given).values()]


def kit(kit_id: UUID) -> Kit:
    """One kit of the actor's agency.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Kit.objects.filter(id=kit_id))


def parts_of(kit_id: UUID) -> dict[str, str]:
    """The name of a kit that the actor may see, part by part."""
    return draft_of(kit(kit_id)).parts.as_mapping()


def checked(kit_id: UUID) -> CheckedKit:
    """One kit, ready to be compared."""
    row = kit(kit_id)
    return draft_of(row).checked(today=charter.local_day(row.created_at))


def checked_many(kit_ids: Iterable[UUID]) -> dict[UUID, CheckedKit]:
    """Kits ready to be compared, by id, in two statements however many they are; an absent one is left out."""
    ids = list(kit_ids)
    pairs: dict[UUID, list[tuple[str, str]]] = {}
    given = Identifier.objects.filter(kit_id__in=ids).order_by("kind", "value")
    for kit_id, kind, value in given.values_list("kit_id", "kind", "value"):
        pairs.setdefault(kit_id, []).append((kind, value))
    return {
        row.id: draft_of(row, pairs.get(row.id, ())).checked(today=charter.local_day(row.created_at))
        for row in Kit.objects.filter(id__in=ids)
    }


def birth_of(row: Kit) -> dates.PartialDate | None:
    """The birth as it was written, read on the day on which the kit was made; None where none was."""
    return dates.PartialDate.parse(row.birth_raw, today=charter.local_day(row.created_at)) if row.birth_raw else None


def numbers_of_kit(kit_id: UUID) -> list[ProtectiveNumber]:
    """Redress numbers and slips of whoever a kit means, the oldest first."""
    return list(ProtectiveNumber.objects.filter(holder_kit_id=kit_id).order_by("issued_at"))


def open_links(left_id: UUID, right_id: UUID) -> list[Link]:
    """Judgements on this pair that nobody has taken back."""
    return list(Link.objects.filter(left_id=left_id, right_id=right_id, undone_at=None).order_by("judged_at"))


def gives_number(kit_id: UUID) -> bool:
    """Whether the kit gives a slip or redress number, whatever it is worth."""
    return Identifier.objects.filter(kit_id=kit_id, kind__in=("redress", "slip")).exists()


def link_ids(kit_ids: Iterable[UUID]) -> list[UUID]:
    """Judgements on any of these kits, taken back or not."""
    ids = list(kit_ids)
    rows = Link.objects.filter(Q(left_id__in=ids) | Q(right_id__in=ids))
    return list(rows.order_by("id").values_list("id", flat=True))


def link_ids_of_pair(left_id: UUID, right_id: UUID) -> list[UUID]:
    """Judgements on this pair, taken back or not."""
    return list(Link.objects.filter(left_id=left_id, right_id=right_id).order_by("id").values_list("id", flat=True))


def has_judged_different(kit_ids: Iterable[UUID]) -> bool:
    """Whether a person judged somebody to be another than one of these."""
    kept = Link.objects.filter(right_id__in=list(kit_ids), judgement=Link.Judgement.DIFFERENT, undone_at=None)
    return kept.exists()


def holds_number(kit_ids: Iterable[UUID]) -> bool:
    """Whether one of these kits is that of the holder of a protective number, in force or not."""
    return ProtectiveNumber.objects.filter(holder_kit_id__in=list(kit_ids)).exists()


def content_of(kit_id: UUID) -> dict[str, object]:
    """What a kit says, as plain values; nothing for one that is gone."""
    row = Kit.objects.filter(id=kit_id).first()
    if row is None:
        return {}
    given = draft_of(row)
    parts = {name: text for name, text in given.parts.as_mapping().items() if text}
    return {"parts": parts, "birth": given.birth, "identifiers": [list(pair) for pair in given.identifiers]}


@dataclass(frozen=True)
class Borne:
    """What the review of reads compares of a kit, and keeps nothing of: who it is, the family name, the whole name.

    `marks` are the digests under which a member may have declared a relative of this name; none for half a name.
    """

    person: str
    family: str
    whole: str
    marks: frozenset[str]


def borne(kit_ids: Iterable[UUID]) -> dict[UUID, Borne]:
    """Names of kits, for the system actor `review` alone; nobody else is answered."""
    rows = footprint.rows("kit_families", list(kit_ids))
    return {
        kit_id: Borne(
            person, family, whole,
            kin.met({"ism": ism, "father": father, "family": family, "full": whole}),
        )
        for kit_id, person, ism, father, family, whole in rows
    }  # fmt: skip


def named(person: str, name: str) -> Borne:
    """Somebody whom a room knows by a name alone, as the review of reads compares him.

    Args:
        person: what tells him from others in one hour; the record that was read.
        name: as the room wrote it; empty where it keeps none.
    """
    return Borne(person, "", name, kin.met({"full": name}))


def kits_of_person(kit: CheckedKit) -> list[UUID]:
    """Kits that bear one of this kit's strong identifiers, for the system actor `footprint` alone."""
    given = [f"{kind}:{rules.canonical(value)}" for kind, value in kit.draft.identifiers if kind in rules.STRONG_KINDS]
    return [row[0] for row in footprint.rows("kits_with", given)] if given else []
