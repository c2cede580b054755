"""Is there a file of this family already? By a name as somebody says it, in whatever spelling, before one is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from tansiq.compartments.victims.models import Matter, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import kin_check
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_purpose
from tansiq.kernel.problems import Invalid
from tansiq.names import Parts
from tansiq.names.blocking import keys

MOST, LONGEST_NAME = 20, 200
# One name in common is half the town; two are a father and a son, or the same man.
LEAST_SHARED = 2


@dataclass(frozen=True)
class Likely:
    """Somebody of a file whose name shares words with the one that was said, and how many it has beside them."""

    matter: Matter
    party: Party
    shared: int
    apart: int


@transaction.atomic
def likely(*, actor: Actor, now: datetime, name: str, purpose: str, reference: str) -> list[Likely]:
    """Victims and heirs of the office whose names are like this one, those that share most words first.

    The house's own reading of names finds them, in either script; whether it is the same family a person says. The
    search is logged without the name, and each file that is shown with the reason.

    Raises:
        NotPermitted: another than the office.
        NoPurpose: no purpose of the charter, or no reference (G13).
        Invalid: fewer than two names, or too long.
    """
    actor.require("victims.record")
    require_purpose(purpose, now)
    wanted = set(keys(Parts(full=name.strip()))) if "\0" not in name else set[int]()
    if len(name.strip()) > LONGEST_NAME or len(wanted) < LEAST_SHARED:
        code = "TOO_LONG" if len(name.strip()) > LONGEST_NAME else "TWO_NAMES"
        raise Invalid(errors=[{"field": "name", "code": code}])
    rows = Party.objects.filter(kind__in=(Party.Kind.VICTIM, Party.Kind.HEIR)).exclude(name="").select_related("matter")
    found = []
    for row in rows.order_by("matter__number", "code"):
        theirs = set(keys(Parts(full=row.name)))
        if len(wanted & theirs) >= LEAST_SHARED:
            found.append(Likely(row.matter, row, len(wanted & theirs), len(theirs - wanted)))
    is_kin = kin_check(actor)
    best = sorted(found, key=lambda one: (-one.shared, one.apart))
    others = (one for one in best if not is_kin({"full": one.party.name}))  # rule: W-2 -> others = iter(best)
    found = list(islice(others, MOST))
    audit.record("victims.family_sought", ("victims.family", None), actor=actor, at=now, reference=reference)
    for matter in {one.matter.id: one.matter for one in found}.values():
        audit.record_read(
            "victims.family_found", matter, actor=actor, at=now, purpose=purpose, reference=reference,
            owner_id=matter.owner_id,
        )  # fmt: skip
    return found
