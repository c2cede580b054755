"""A misspelt name is written right; the old spelling stays in the file, and no share and no code changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import locked_matter
from tansiq.compartments.victims.errors import AnotherName
from tansiq.compartments.victims.models import NameChange, Party
from tansiq.compartments.victims.spelling import is_spelling_of
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.cleaning import cleaned, in_one_line
from tansiq.kernel.problems import Invalid, existing

LONGEST_NAME, LEAST_WORDS = 200, 10


@transaction.atomic
def correct_name(*, actor: Actor, now: datetime, party_id: UUID, name: str, why: str) -> NameChange:
    """Write the name of a victim or an heir as it is spelt. Who an heir is, and the share, a certificate alone says.

    Raises:
        NotFound: absent, hidden, or an accused, of whom no name stands here.
        NotPermitted: another than the office.
        AnotherName: it would be another person's name, or the victim has none yet: whoever identified a victim is
            written down with the paper.
        Invalid: no name, the same one, too long, or under ten characters of reason.
    """
    row = existing(Party.objects.filter(id=party_id).exclude(kind=Party.Kind.ACCUSED).select_related("matter"))
    locked_matter(row.matter_id)
    actor.require("victims.record")
    row.refresh_from_db(fields=["name"])
    after, reason = in_one_line(name), cleaned(why)
    faults = {
        "name": "MISSING" if not after else "TOO_LONG" if len(after) > LONGEST_NAME else "",
        "why": "TOO_SHORT" if len(reason) < LEAST_WORDS else "",
    }
    if after == row.name:
        faults["name"] = "STANDS_ALREADY"
    if errors := [{"field": field, "code": code} for field, code in faults.items() if code]:
        raise Invalid(errors=errors)
    if not is_spelling_of(row.name, after):  # rule: Q-18
        raise AnotherName(errors=[{"field": "name", "code": AnotherName.code}])
    made = NameChange(
        matter=row.matter, party=row, owner_id=row.owner_id, before=row.name, after=after, why=reason, changed_at=now,
        changed_by=actor.user, changed_by_name=actor.name,
    )  # fmt: skip
    made.save(force_insert=True)
    Party.objects.filter(id=row.id).update(name=after)
    audit.record("victims.name_corrected", made, actor=actor, at=now, reference=row.matter.number)
    return made
