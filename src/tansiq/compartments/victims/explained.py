"""Whom it is told, and of whom, what a waiver does and does not do: with a paper, or before there is any (JUD-04)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tansiq.compartments.victims import ledger, letters, queries, waiver_files
from tansiq.compartments.victims.forms.fields import label
from tansiq.compartments.victims.models import Matter, Party
from tansiq.kernel.access import queries as access
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import NotFound


def of_waiver(matter_id: UUID, code: str, *, now: datetime) -> tuple[waiver_files.WaiverFile, list[letters.About]]:
    """The waiver, and what is said about each pair that it names.

    Raises:
        NotFound: no such waiver, or a hidden matter.
    """
    told, law = waiver_files.waiver_file(matter_id, code, now=now), charter.current().on(charter.local_day(now))
    office = access.localised(access.agency(told.matter.owner_id))
    return told, [
        letters.About(
            told.matter.number, told.heir.name, victim.name or label(victim), accused.reference, office,
            letters.reach(told.of(victim, accused), law),
        )
        for victim in told.victims for accused in told.accused
    ]  # fmt: skip


def of_matter(
    matter_id: UUID, *, victim: str = "", accused: str = "", heir: str = "", now: datetime
) -> tuple[Matter, list[letters.About]]:
    """What is said of each victim and accused of a file, or of those that are named; nothing need be recorded for it.

    Args:
        victim, accused, heir: codes; empty for all, and for an heir who has none yet.

    Raises:
        NotFound: a hidden matter, or a code that it does not have.
    """
    row = queries.matter(matter_id)
    people = queries.parties(row.id)
    victims = _named(people, Party.Kind.VICTIM, victim)
    others: list[Party | None] = [*_named(people, Party.Kind.ACCUSED, accused)]
    name = _named(people, Party.Kind.HEIR, heir)[0].name if heir else ""
    law, office = charter.current().on(charter.local_day(now)), access.localised(access.agency(row.owner_id))
    rights = ledger.answer_of(queries.entries(row.id), at=now).rights
    return row, [
        letters.About(
            row.number, name, one.name or label(one), other.reference if other else "", office,
            letters.reach(
                [right for right in rights if other and (right.victim, right.accused) == (one.code, other.code)], law
            ),
        )
        for one in victims for other in (others or [None])
    ]  # fmt: skip


def _named(people: list[Party], kind: Party.Kind, code: str) -> list[Party]:
    found = [one for one in people if one.kind == kind and code in ("", one.code)]
    if code and not found:
        raise NotFound
    return found
