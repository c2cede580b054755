"""A threat, or pressure on an heir, is with the protection desk in the same moment, by its passage (Q-14, Q-23)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.actions.appending import locked_matter, party, require_storable
from tansiq.compartments.victims.models import Entry, Matter, Party
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.heirs import INDICATORS
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted
from tansiq.kernel.replays import moment, start_of

SETTLEMENT_END = "SETTLEMENT-END"
LANGUAGE, ORIGIN, LEAST_WORDS = "ar", "victims", 10
_FUNCTIONS = {Party.Kind.HEIR: "HEIR", Party.Kind.VICTIM: "OTHER", Party.Kind.ACCUSED: "SUSPECT"}


def tell(matter: Matter, about: Party, words: str, *, actor: Actor, now: datetime) -> None:
    """Send a threat through its passage. It names a file and a code: how an heir is reached safely stays here."""
    with override(LANGUAGE):
        if about.kind == Party.Kind.ACCUSED:
            whom = about.reference
        else:
            whom = _("%(code)s of file %(number)s: only the victims’ office reaches this person") % {
                "code": about.code, "number": matter.number,
            }  # fmt: skip
    gateway.send_threat(
        actor=actor, now=now, words=words, threatened=whom, reference=matter.number, origin=ORIGIN,
        function=_FUNCTIONS[Party.Kind(about.kind)],
    )  # fmt: skip


def tell_of_wish(matter: Matter, entry: Entry, *, actor: Actor, now: datetime) -> None:
    """Open a protection assessment for whoever waived or pardoned, with the signs of pressure that stand beside it.

    Every one, whatever it shows (Q-23): the desk learns that an heir may need protection, and no word of the wish.
    """
    signs, event = _signs(matter, entry, now), entry.event
    rows = {row.code: row.name(LANGUAGE) for row in charter.current().heirs.coercion_indicators}
    with override(LANGUAGE):
        said = _(", ").join(rows[code] for code in INDICATORS if code in signs)
        beside = _("Signs of pressure beside waiver %(waiver)s: %(signs)s")
        quiet = _("Assess what protection the heir of waiver %(waiver)s needs; no sign of pressure is known.")
        words = (beside if signs else quiet) % {"waiver": event["waiver"], "signs": said}
    tell(matter, party(matter, event["heir"], "heir", Party.Kind.HEIR), words, actor=actor, now=now)


def tell_of_statement(matter: Matter, heir: Party, *, actor: Actor, now: datetime) -> None:
    """Open a protection assessment for who waived before anybody was accused: pressure does not wait for a charge."""
    with override(LANGUAGE):
        words = _("Assess what protection an heir needs who spoke before anybody was accused.")
        if heir.kind == Party.Kind.VICTIM:
            words = _("Assess what protection a victim needs who lives and has waived something.")
    tell(matter, heir, words, actor=actor, now=now)


def _signs(matter: Matter, entry: Entry, now: datetime) -> set[str]:
    """Signs of pressure beside every pair that a waiver or a pardon names."""
    answer, event = ledger.answer_of(Entry.objects.filter(matter=matter), at=now), entry.event
    victims, accused = ledger.named(event)
    return {
        flag for right in answer.rights if right.victim in victims and right.accused in accused
        for flag in right.flags if flag in INDICATORS
    }  # fmt: skip


def tell_of_inquiry(matter: Matter, entry: Entry, heir: Party, *, actor: Actor, now: datetime) -> None:
    """Tell the protection desk that an inquiry into pressure on an heir is open, which way, with which signs."""
    rows = {row.code: row.name(LANGUAGE) for row in charter.current().heirs.coercion_indicators}
    with override(LANGUAGE):
        way = {"to_waive": _("Pressed to waive"), "not_to_waive": _("Pressed not to waive")}[entry.event["direction"]]
        told = [way, *(rows.get(code, code) for code in entry.event.get("indicators", []))]
        beside = _("An inquiry into pressure is open beside waiver %(waiver)s: %(signs)s")
        alone = _("An inquiry into pressure on an heir is open: %(signs)s")
        is_alone = entry.event["waiver"] in ledger.inquiries(Entry.objects.filter(matter=matter))
        words = (alone if is_alone else beside) % {"waiver": entry.event["waiver"], "signs": _(", ").join(told)}
    tell(matter, heir, words, actor=actor, now=now)


def watch_the_end(matter: Matter, entry: Entry, *, actor: Actor, now: datetime) -> None:
    """Let the protection desk be told before a settlement or a truce ends: then somebody may be killed (Q-27)."""
    ends, pack = entry.event.get("ends_on"), charter.current()
    if ends is None:
        return
    row = pack.on(charter.local_day(now)).clock(SETTLEMENT_END)
    due = start_of(moment(ends), pack.jurisdiction.tz) - timedelta(days=row.limit)
    with acting_as(actor.through("gateway")):
        clocks.start(
            SETTLEMENT_END, entry, owner_id=matter.owner_id, reference=matter.number, now=now, due_at=max(now, due)
        )


def _meet_the_end(matter: Matter, *, actor: Actor, now: datetime) -> None:
    """Whoever is threatened was named to the desk: what the end of a settlement asked for is done."""
    ids = list(Entry.objects.filter(matter=matter, kind="settlement").values_list("id", flat=True))
    with acting_as(actor.through("gateway")):
        for entry_id in ids:
            clocks.meet(SETTLEMENT_END, entry_id, now=now)


@transaction.atomic
def report_threat(*, actor: Actor, now: datetime, matter_id: UUID, threatened: str, words: str) -> Matter:
    """Tell the protection desk that somebody of a file is threatened: an heir who is pressed, an accused whose death is
    sworn, whoever it is. To kill an accused without judgment is murder, and his life is protected like any (Q-14).

    Args:
        threatened: code of the party.
        words: what was said or done.

    Raises:
        NotFound: no such file.
        NotPermitted: neither the office nor the court of the file.
        Invalid: an unknown party, or under ten characters.
    """
    matter = locked_matter(matter_id)
    if not (actor.has("victims.record") or actor.has("victims.rule")):
        raise NotPermitted
    require_storable(words=words)  # it is kept in another room
    about = party(matter, threatened, "threatened", *Party.Kind.values)
    if len(words.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "words", "code": "TOO_SHORT"}])
    tell(matter, about, words, actor=actor, now=now)  # rule: Q-14
    _meet_the_end(matter, actor=actor, now=now)
    audit.record("victims.threat_told", matter, actor=actor, at=now, reference=matter.number)
    return matter
