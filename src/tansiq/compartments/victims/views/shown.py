"""What the pages draw of a matter: names beside codes, the answer of the replay in words, events as a timeline."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tansiq.compartments.victims import ledger, said, words
from tansiq.compartments.victims.forms.about import ABOUT
from tansiq.compartments.victims.forms.facts import FORMS
from tansiq.compartments.victims.kinds import MISTAKABLE
from tansiq.compartments.victims.models import Entry, InquiryNote, Party, Statement
from tansiq.compartments.victims.queries import MatterFile
from tansiq.compartments.victims.views.labels import BESIDE, FIELDS, KINDS, OWN, OWN_FIELDS, OWN_VALUES, VALUES, outcome
from tansiq.compartments.victims.words import moment as moment
from tansiq.gateway.known_cases import is_checkable
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.reading import kept, number

Shown = dict[str, Any]
INQUIRY = ("inquiry_opened", "inquiry_closed")


def language() -> str:
    return get_language() or "ar"


def called(told: MatterFile, code: str) -> str:
    """A party by the name or the reference that stands beside its code."""
    row = told.code(code)
    return (row.name or row.reference or _("not identified")) if row else code


def flag(code: str, law: Charter) -> str:
    names = {row.code: row.name(language()) for row in law.heirs.coercion_indicators}
    return names.get(code) or str(words.FLAGS.get(code, code))


def refused(told: MatterFile) -> dict[int, str]:
    """Why the replay gives a line no effect."""
    if told.answer is None:
        return {}
    why = ledger.without_effect(told.answer, told.entries)
    return {line: str(words.REFUSALS.get(code, code)) for line, code in why.items()}


def title_of(kind: str) -> str:
    found = FORMS.get(kind) or ABOUT.get(kind)
    return str(found.TITLE if found else KINDS.get(kind, kind))


def _value(told: MatterFile, field: str, value: Any) -> str:
    if field in ("track",) and value:
        return charter.current().label("tracks", str(value), language())
    if field == "heirs":
        return "\n".join(_listed(told, one) for one in value)
    if field == "condition":
        return _condition(told, str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "indicators":
        return _(", ").join(flag(str(one), charter.current()) for one in value)
    if isinstance(value, list):
        return _(", ").join(_value(told, field, one) for one in value)
    if isinstance(value, dict):
        return str(value.get("text", ""))
    text = str(value)
    row = told.code(text)
    if row is not None:
        return f"{called(told, text)} ({text})"
    return str(VALUES.get(text, number(value) if isinstance(value, int) else kept(text)))


def _condition(told: MatterFile, code: str) -> str:
    """The words of a condition beside its code."""
    papers = [row.event.get("conditions", []) for row in told.entries if row.kind == "waiver"]
    texts = {one["condition"]: one["text"] for listed in papers for one in listed}
    return f"{texts[code]} ({code})" if code in texts else code


def _listed(told: MatterFile, one: dict[str, Any]) -> str:
    said = [f"{called(told, one['heir'])} ({one['heir']})", one["share"], str(VALUES[one["capacity"]])]
    if one.get("represented_by"):
        said.append(_("represented by %(name)s") % {"name": one["represented_by"]})
    return _(", ").join(said)


def entry(told: MatterFile, row: Entry, why: dict[int, str]) -> Shown:
    """An event with its fields in words, where it stands, and why it has no effect if so."""
    fields = [
        {"name": _name(row, name), "value": outcome(row.event) if name == "outcome" else _value(told, name, value)}
        for name, value in (row.event | _raised(told, row)).items()
        if name in FIELDS and value not in (None, "", [])
    ]  # fmt: skip
    fields += beside(
        {name: _value(told, name, text) if name == "pressed" else text for name, text in row.beside.items()}
    )
    return {
        "number": row.number, "title": _title(told, row), "on": moment(row.event["at"]), "fields": fields,
        "paper": row.paper, "recorded_at": row.recorded_at, "by": row.recorded_by_name,
        "refused": why.get(row.number, ""), "id": row.id, "is_mistakable": row.kind in MISTAKABLE,
        "correction": next((one for one in told.corrections if one.entry_id == row.id), None),
        "waits": waits(told, row), "recorded_by": row.recorded_by,
        "confirmation": next((one for one in told.confirmations if one.entry_id == row.id), None),
    }  # fmt: skip


def waits(told: MatterFile, row: Entry) -> str:
    """What of a line waits for a second person, in words; empty where nothing does."""
    if row.id not in told.waiting:
        return ""
    if not (early := told.waiting[row.id]):
        return _("One person alone has written this. What cannot be undone waits; nothing is barred before a second"
                 " person confirms it.")  # fmt: skip
    return _(
        "One person alone has written this. Until a second one confirms it, these count as not capable: %(heirs)s"
    ) % {"heirs": _(", ").join(f"{called(told, one)} ({one})" for one in early)}


def _name(row: Entry, field: str) -> str:
    """The name of a field; an inquiry beside no waiver has a name of its own where that of the waiver would stand."""
    is_own = field == "waiver" and row.kind in INQUIRY and str(row.event["waiver"]).startswith("Q")
    return _("Inquiry") if is_own else str(FIELDS[field])


def _raised(told: MatterFile, row: Entry) -> dict[str, str]:
    """Who raised an inquiry, by the note beside it: older lines without a waiver name there whoever is pressed."""
    if row.kind != "inquiry_opened":
        return {}
    note = next((one for one in told.inquiries if one.entry_id == row.id), None)
    if note is None:
        return {"raised_by": ""} if str(row.event["waiver"]).startswith("Q") else {}
    raiser = next((one.code for one in told.parties if one.id == note.raiser_id), "")
    return {"raised_by": raiser or note.raised_by}


def _title(told: MatterFile, row: Entry) -> str:
    if row.kind != "inquiry_opened":
        return title_of(row.kind)
    raiser = told.code((row.event | _raised(told, row))["raised_by"])
    is_objection = raiser is not None and row.heir_id is not None and raiser.id != row.heir_id
    return _("An heir objects: inquiry into pressure") if is_objection else _("An inquiry into pressure on an heir")


def inquiry(told: MatterFile, row: InquiryNote) -> Shown:
    """Who says that an heir is pressed, against whom and why; or the reasons with which the court ended it."""
    people = {one.id: one for one in told.parties}
    raiser, heir = (people.get(key) if key else None for key in (row.raiser_id, row.heir_id))
    if not row.direction:
        title = _("Outcome of an inquiry into pressure")
    elif row.raiser_id and row.raiser_id != row.heir_id:
        title = _("An heir objects: inquiry into pressure")
    else:
        title = _("An inquiry into pressure on an heir")
    fields = [
        (_("Who is said to be pressed"), f"{called(told, heir.code)} ({heir.code})" if heir else ""),
        (_("Direction"), str(VALUES.get(row.direction, ""))),
        (_("Raised by"), _raiser(told, row, raiser)),
        (_("Who is said to press"), row.against), (_("What is said for it"), row.reasons),
    ]  # fmt: skip
    return {
        "row": row, "title": title, "fields": [{"name": name, "value": value} for name, value in fields if value],
        "open": _open_name(told, row),
    }  # fmt: skip


def _open_name(told: MatterFile, row: InquiryNote) -> str:
    """Name of an inquiry beside no waiver that no court has ended yet."""
    entry = next((one for one in told.entries if one.id == row.entry_id and one.kind == "inquiry_opened"), None)
    closed = {one.event["waiver"] for one in told.entries if one.kind == "inquiry_closed"}
    name = str(entry.event["waiver"]) if entry is not None else ""
    return name if name in set(ledger.inquiries(told.entries)) - closed else ""


def _raiser(told: MatterFile, row: InquiryNote, raiser: Party | None) -> str:
    if not row.direction:
        return ""
    return f"{called(told, raiser.code)} ({raiser.code})" if raiser else row.raised_by


def beside(given: dict[str, str]) -> list[dict[str, str]]:
    """What was told with an event and has no place in it."""
    return [
        {"name": str(BESIDE[name]), "value": str(VALUES[text]) if name == "remains" else text}
        for name, text in given.items()
    ]


def statement(told: MatterFile, row: Statement) -> Shown:
    """What was said while nobody was accused, and what of it was taken up since."""
    own, values = (OWN_FIELDS, OWN_VALUES) if row.is_own else (FIELDS, {})
    fields = [
        {"name": str(own.get(name, FIELDS[name])),
         "value": str(values.get(str(value), "")) or _value(told, name, value)}
        for name, value in row.told.items()
        if name in FIELDS and name not in ("waiver", "heir") and value not in (None, "", [])
    ]  # fmt: skip
    fields += beside(row.told.get("beside", {}))
    return {
        "row": row, "title": str(OWN[row.kind]) if row.is_own else row.get_kind_display(), "is_own": row.is_own,
        "on": moment(row.told["at"]), "fields": fields,
        "heir": called(told, row.heir.code), "acts": [one.number for one in row.acts.all() if one.kind != said.RULED],
        "rulings": [one.number for one in row.acts.all() if one.kind == said.RULED],
        "holds": bool(said.held_of([row], told.parties, timezone.now())),
        "url": "victims:waiver_new" if row.kind == Statement.Kind.WAIVER else "victims:request_new",
    }  # fmt: skip


def timeline(told: MatterFile, until: datetime | None = None) -> list[Shown]:
    """Events as they happened, of one moment in the order in which they were recorded, among them what was said of
    nobody, which is no line of the ledger.
    """
    why = refused(told)
    rows = [(row.happened_at, row.number, entry(told, row, why)) for row in told.entries]
    for row in told.statements:
        one = statement(told, row)
        heir = {"name": str(FIELDS["victim" if row.is_own else "heir"]), "value": f"{one['heir']} ({row.heir.code})"}
        rows.append((row.said_at, 0, one | {"number": None, "fields": [heir, *one["fields"]], "paper": row.paper,
                                            "refused": "", "correction": None}))  # fmt: skip
    return [one for at, _number, one in sorted(rows, key=lambda row: row[:2]) if until is None or at <= until]


def people(told: MatterFile, kind: str, on: date) -> list[Shown]:
    away = {row.heir_id: row.since for row in told.absent(on)}
    listed = {one["heir"] for row in told.entries if row.kind == "certificate" for one in row.event["heirs"]}
    rights = told.answer.rights if told.answer else ()
    alone = {right.accused for right in rights for hold in right.holds if hold.waiver is None}
    return [
        {"id": row.id, "is_held_alone": row.kind == Party.Kind.ACCUSED and row.code in alone,
         "code": row.code, "name": row.name or row.reference or _("not identified"), "kind": row.kind,
         "is_reference": row.kind == Party.Kind.ACCUSED, "absent_since": away.get(row.id),
         "is_uncertified": row.kind == Party.Kind.HEIR and row.code not in listed,
         "is_on_no_sheet": row.kind == Party.Kind.ACCUSED and not is_checkable(row.reference)}
        for row in told.parties if row.kind == kind
    ]  # fmt: skip
