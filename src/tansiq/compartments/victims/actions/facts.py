"""Facts of a matter: recorded as they are told, with the moment of each; never refused (W-4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import (
    PREFIXES,
    Told,
    append,
    locked_matter,
    new_party,
    party,
    require_kind,
    require_storable,
)
from tansiq.compartments.victims.actions.protecting import watch_the_end
from tansiq.compartments.victims.drafts import HeirDraft
from tansiq.compartments.victims.errors import FormNeeded
from tansiq.compartments.victims.events import has_number
from tansiq.compartments.victims.kinds import FACTS, takes_away
from tansiq.compartments.victims.models import Entry, Matter, Party
from tansiq.gateway import known_cases
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import Invalid

MOST_HEIRS, LONGEST_NAME = 40, 200
# Which women were heard before people settled; "none, because …" is an answer.
WOMEN = "women_heard"
_PARTIES = {
    "victim": (Party.Kind.VICTIM,), "accused": (Party.Kind.ACCUSED,), "heir": (Party.Kind.HEIR,),
    "from": (Party.Kind.HEIR, Party.Kind.VICTIM),
}  # fmt: skip
RECORDABLE = (FACTS - {"certificate"}) | {"settlement", "diya_paid"}


@transaction.atomic
def record_fact(
    *, actor: Actor, now: datetime, matter_id: UUID, kind: str, on: date, paper: str, told: Told,
    beside: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Record one event of the matter, whoever it speaks for; what it changes the replay says.

    A charge whose number differs from one of the file by marks or spaces alone is that one: nothing rests on a slip.

    Args:
        kind: one of `RECORDABLE`.
        on: when it happened, a day or an aware time.
        told: the other fields of the event, as contracts 6 names them; parties by their codes.
        beside: of a settlement who mediated, and which women were heard, or why none.

    Raises:
        NotFound, NotPermitted: as ever.
        FormNeeded: one person of the office alone has a ruling with its number that takes a protection away.
        Invalid: an unknown kind, party or value, a moment that has not come, or of a settlement it is not said which
            women were heard.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, kind)
    if kind not in RECORDABLE:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN"}])
    told = told | ({"record": _number(told["record"])} if "record" in told else {})
    if takes_away(kind, told) and told["record"] and not actor.has("victims.rule"):  # rule
        raise FormNeeded
    if "charge" in told:
        told = told | {"charge": _charge(matter, str(told["charge"]))}
    named = [party(matter, str(told[field]), field, *kinds) for field, kinds in _PARTIES.items() if field in told]
    if kind == "settlement" and not (beside or {}).get(WOMEN, "").strip():  # rule: Q-27
        raise Invalid(errors=[{"field": WOMEN, "code": "MISSING"}])
    row = append(
        matter, kind, told, at=on, paper=paper, actor=actor, now=now, unlisted=_unlisted(matter, named), beside=beside
    )  # fmt: skip
    if kind == "settlement":
        watch_the_end(matter, row, actor=actor, now=now)  # rule: Q-27
    return row


def _number(record: Any) -> str | None:
    """The number of a court's record, none where there is none: then it waits (Q-05)."""
    return record.strip() if record and has_number(record) else None


def _charge(matter: Matter, typed: str) -> str:
    """The number of a charge as it was first written in this file, where it differs by its marks or spaces alone."""
    known = [
        row.event["charge"] for row in Entry.objects.filter(matter=matter, kind="characterised").order_by("number")
    ]
    if typed in known:
        return typed
    return next((one for one in known if known_cases.key(one) == known_cases.key(typed)), typed)


def _unlisted(matter: Matter, named: Sequence[Party]) -> Party | None:
    """An heir among them whom no certificate lists."""
    papers = Entry.objects.filter(matter=matter, kind="certificate")
    listed = {one["heir"] for row in papers for one in row.event["heirs"]}
    return next((one for one in named if one.kind == Party.Kind.HEIR and one.code not in listed), None)


@transaction.atomic
def record_certificate(
    *, actor: Actor, now: datetime, matter_id: UUID, on: date, paper: str, victim: str, court: str, number: str,
    heirs: Sequence[HeirDraft], supersedes: str = "",
) -> Entry:  # fmt: skip
    """Record a court's certificate of the heirs, with the shares as written; none is computed, none is put right.

    One without its number is recorded and waits: it names nobody and ends no other (Q-05).

    Args:
        heirs: in the order of the paper; one without a code is new, needs a name, and has a code from then on. The
            court writes such a one with its own certificate, as the office does.
        supersedes: code of the certificate that this one replaces.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: an unknown victim or heir, a share that is no fraction, nobody listed, or one listed twice.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "certificate")
    party(matter, victim, "victim", Party.Kind.VICTIM)
    earlier = Entry.objects.filter(matter=matter, kind="certificate")
    if supersedes and not earlier.filter(event__certificate=supersedes).exists():
        raise Invalid(errors=[{"field": "supersedes", "code": "UNKNOWN"}])
    listed, new = _listed(matter, heirs)
    told: dict[str, Any] = {
        "certificate": f"K{earlier.count() + 1}", "victim": victim, "court": court.strip(),
        "number": number.strip() if has_number(number) else None, "heirs": listed,
    }  # fmt: skip
    if not told["court"]:
        raise Invalid(errors=[{"field": "court", "code": "MISSING"}])
    if supersedes:
        told["supersedes"] = supersedes
    row = append(matter, "certificate", told, at=on, paper=paper, actor=actor, now=now)
    for name in new:  # after the paper that lists them: a court adds nobody but whom its own certificate names
        new_party(matter, Party.Kind.HEIR, actor=actor, now=now, name=name)
    return row


def _listed(matter: Matter, heirs: Sequence[HeirDraft]) -> tuple[list[Told], list[str]]:
    """The lines as the event has them, and the names of those who get a code by this certificate, in their order."""
    if not heirs or len(heirs) > MOST_HEIRS:
        raise Invalid(errors=[{"field": "heirs", "code": "TOO_LONG" if heirs else "MISSING"}])
    known = [one.code for one in heirs if one.code]
    if len(set(known)) < len(known):
        raise Invalid(errors=[{"field": "heirs", "code": "TAKEN"}])
    found, new = [], []
    count = Party.objects.filter(matter=matter, kind=Party.Kind.HEIR).count()
    for one in heirs:
        require_storable(heirs=one)
        if one.code:
            code = party(matter, one.code, "heirs", Party.Kind.HEIR).code
        else:
            new.append(_new_name(one))
            code = f"{PREFIXES[Party.Kind.HEIR]}{count + len(new)}"
        entry: Told = {"heir": code, "share": one.share.strip(), "capacity": one.capacity}
        if one.born_on:
            entry["born_on"] = one.born_on.isoformat()
        if one.represented_by.strip():
            entry["represented_by"] = one.represented_by.strip()
        found.append(entry)
    return found, new


def _new_name(one: HeirDraft) -> str:
    name = one.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(errors=[{"field": "heirs", "code": "TOO_LONG" if name else "MISSING"}])
    return name
