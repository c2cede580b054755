"""Devices by facets, disposal in place by default; nothing of how one is built outside the annex."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Unpack
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import rules
from tansiq.compartments.casework.actions import telling, terms
from tansiq.compartments.casework.drafts import DeviceReport
from tansiq.compartments.casework.errors import HazardContent
from tansiq.compartments.casework.models import Annex, Device, Incident
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid, Together, existing
from tansiq.people.rules import new_number

REPORT = "DEVICE-REPORT"
HEAVIEST = Decimal(20_000)  # kilograms
TYPED: Final = ("samples", "sample_witness", "residual_hazard", "words")


def _require_no_construction(texts: Sequence[str]) -> None:
    """Refuse what says how a device is built; the refusal keeps nothing of it.

    Raises:
        HazardContent: it does.
    """
    if rules.says_construction(texts):  # rule: EVD-01
        raise HazardContent


def _facet(facet: str, code: str, field: str, now: datetime) -> str:
    rows = charter.current().on(charter.local_day(now)).vocabularies.device_facets
    if not any(row.code == code and row.facet == facet for row in rows):
        raise Invalid(errors=[{"field": field, "code": "UNKNOWN" if code else "MISSING"}])
    return code


@transaction.atomic
def find_device(
    *, actor: Actor, now: datetime, incident_id: UUID, found_at: datetime, finder: str, words: str = ""
) -> Device:
    """Enter a device at once, before anybody knows what it is: live, not to be moved, to be disposed of in place. The
    report is due within a day.

    Raises:
        NotFound, NotPermitted: no such incident, or the actor handles no exhibits.
        HazardContent, Invalid: it says how a device is built; nobody found it, or a moment that cannot have been.
    """
    incident = existing(Incident.objects.select_related("case").filter(id=incident_id))
    actor.require("casework.exhibit")
    _require_no_construction([words])
    told = terms.require_fields(now, {"found_at": found_at, "finder": finder, "words": words}, may_be_empty=("words",))
    row = Device(number=new_number("device"), incident=incident, **told, **terms.written(incident.case, actor, now))
    row.save(force_insert=True)
    clocks.start(REPORT, row, owner_id=actor.home, reference=row.number, now=found_at, waiting_id=row.owner_id)
    audit.record("casework.device_found", row, actor=actor, at=now, reference=row.number)
    return row


def _typed(given: DeviceReport, now: datetime) -> dict[str, Any]:
    """What the officer wrote and counted.

    Raises:
        Invalid: samples without a witness, or a weight that cannot be.
    """
    asked, charge_kg = Together(), given.get("charge_kg")
    told = asked.ask(lambda: terms.require_fields(
        now, {name: given.get(name, "") for name in TYPED},
        may_be_empty=TYPED if not given.get("samples", "").strip() else tuple(set(TYPED) - {"sample_witness"}),
    )) or {}  # fmt: skip
    if charge_kg is not None and not 0 <= charge_kg <= HEAVIEST:
        asked.fault("charge_kg", "OUT_OF_RANGE")
    asked.settle()
    return told | {"charge_kg": charge_kg, "evacuated_metres": given.get("evacuated_metres")}


def _chosen(given: DeviceReport, now: datetime) -> dict[str, Any]:
    """What the officer chose, by the charter of the day.

    Raises:
        Invalid: a facet, a kind of charge or a state that there is not.
    """
    asked, charge, components = Together(), given.get("charge", ""), sorted(set(given.get("components", ())))
    for name, known in (("safety", Device.Safety.values), ("action", Device.Action.values)):
        if (chosen := str(given[name])) not in known:  # type: ignore[literal-required]
            asked.fault(name, "UNKNOWN" if chosen else "MISSING")
    asked.ask(lambda: _facet("initiation", given["initiation"], "initiation", now))
    asked.ask(lambda: _facet("delivery", given["delivery"], "delivery", now))
    asked.ask(lambda: _facet("outcome", given["outcome"], "outcome", now))
    asked.ask(lambda: [_facet("component", code, "components", now) for code in components])
    if charge:
        asked.ask(lambda: terms.require_code("weapon_types", charge, "charge", now))
    asked.settle()
    return {
        "initiation": given["initiation"], "delivery": given["delivery"], "outcome": given["outcome"],
        "components": components, "charge": charge, "safety": Device.Safety(given["safety"]),
        "action": Device.Action(given["action"]),
    }  # fmt: skip


@transaction.atomic
def report_device(*, actor: Actor, now: datetime, device_id: UUID, **given: Unpack[DeviceReport]) -> Device:
    """Report on a device by facets, once. Only what was made safe or destroyed loses the mark that it is not moved.

    Raises:
        NotFound, NotPermitted: no such device, or the actor is no explosives officer.
        HazardContent: it says how the device is built.
        Invalid: reported before, a facet that the charter lacks, samples without a witness, or a weight that cannot be.
    """
    row = existing(Device.objects.filter(id=device_id))
    actor.require("casework.certify")
    _require_no_construction([str(given.get(name, "")) for name in TYPED])
    row = Device.objects.select_for_update(of=("self",)).get(id=row.id)
    if row.reported_at is not None:
        raise Invalid(errors=[{"field": "safety", "code": "UNKNOWN"}])
    asked = Together()
    chosen, typed = asked.ask(lambda: _chosen(given, now)), asked.ask(lambda: _typed(given, now))
    asked.settle()
    for name, value in ((chosen or {}) | (typed or {})).items():
        setattr(row, name, value)
    row.do_not_transport = row.safety == Device.Safety.LIVE  # rule: EVD-01
    row.reported_at = now
    row.save()
    telling.meet(REPORT, row.id, actor=actor, now=now)
    audit.record("casework.device_reported", row, actor=actor, at=now, reference=row.number, after=row.safety)
    return row


@transaction.atomic
def add_annex(*, actor: Actor, now: datetime, device_id: UUID, words: str) -> Annex:
    """Write what only explosives officers must know of a device. No paper, no page and no search holds it.

    Raises:
        NotFound, NotPermitted, Invalid: no such device, the actor is no explosives officer, or no words.
    """
    row = existing(Device.objects.select_related("case").filter(id=device_id))
    actor.require("casework.certify")
    told = terms.require_fields(now, {"words": words})
    made = Annex(device=row, **told, **terms.written(row.case, actor, now))
    made.save(force_insert=True)
    audit.record("casework.annex_added", row, actor=actor, at=now, reference=row.number)
    return made
