"""What is printed of a file: the sheet of the right for the court, and the timeline.

Each says what is recorded and what is open, in the order of the codes. None recommends, and none ranks anybody (Q-21).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.victims import diya_table, ledger
from tansiq.compartments.victims.answer import Right, Step
from tansiq.compartments.victims.queries import MatterFile
from tansiq.compartments.victims.sheets import Sheet, day, law_name
from tansiq.compartments.victims.views import rights, shown
from tansiq.compartments.victims.words import CONDITIONS, SURE
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.documents import (
    Block,
    Document,
    Facts,
    NewPage,
    Notice,
    Paragraph,
    Signatures,
    Table,
    apart,
)
from tansiq.kernel.documents.parts import direction_of

NONE = "—"


def state_sheet(told: MatterFile, sheet: Sheet) -> Document:
    """The state of every right of a file on a day, for the court that has it."""
    assert told.answer is not None
    law = charter.current().on(sheet.on)
    with override(sheet.language):
        blocks: list[Block] = [
            Facts(_head(told, sheet)),
            Notice(_("It says what is recorded and what is open for the court. It decides and recommends nothing.")),
        ]
        blocks += _not_counted(told, sheet)
        for place, right in enumerate(told.answer.rights):
            blocks += [NewPage()] if place else []
            blocks += _right(told, right, law, sheet)
        if not told.answer.rights:
            blocks.append(Paragraph("", _("No right stands here yet: it takes a victim and an accused.")))
        blocks += [
            *_absent(told, sheet),
            *_own_words(told, sheet),
            *_conditions(told, sheet),
            *_certificates(told, sheet),
            *_without_effect(told, sheet),
        ]
        blocks += [*diya_table.blocks(sheet), Signatures((_("Prepared by"), _("Received by the registrar")))]
        return Document(
            language=sheet.language, title=_("State of the heirs’ right"), issuer=sheet.issuer, issued_at=sheet.now,
            reference=told.matter.number, note=_("For the court alone."), blocks=blocks,
        )  # fmt: skip


def _head(told: MatterFile, sheet: Sheet) -> list[tuple[str, str]]:
    return [
        (_("File"), told.matter.number), (_("Court"), sheet.court or _("None yet")),
        (_("As it stood on"), day(sheet.on, sheet.language)),
        (_("Law"), law_name(sheet.language)),
    ]  # fmt: skip


def _right(told: MatterFile, right: Right, law: Charter, sheet: Sheet) -> Iterator[Block]:
    """One victim × accused × track."""
    one = rights.right(told, right, law)
    rows = [
        (_("Victim"), f"{one['victim']} ({apart(right.victim)})"),
        (_("Accused, by the reference of the case"), f"{apart(one['accused'])} ({apart(right.accused)})"),
        (_("Track"), one["track"]), (_("State"), one["state"]),
    ]  # fmt: skip
    yield Facts(rows, heading=_("Victim %(victim)s, accused %(accused)s: %(track)s") % {
        "victim": apart(right.victim), "accused": apart(right.accused), "track": one["track"],
    })  # fmt: skip
    if one["stop"]:
        yield Notice(_("Stop: court. Nothing that cannot be undone is done until a judge has ruled."))
    if one["holds"]:
        yield Table(
            (_("Waiver"), _("Since"), _("Task of the court by")),
            [(_cause(hold), day(hold["since"], sheet.language), day(hold["due"], sheet.language))
             for hold in one["holds"]],
            widths=(2, 3, 3),
        )  # fmt: skip
    yield _heirs(one, sheet)
    if one["certificates"]:
        yield _beside_each_other(one)
    if one["flags"]:
        yield Paragraph(_("To be looked at; no verdict"), "\n".join(one["flags"]))
    yield _steps(right.steps, law, sheet)


def _cause(hold: dict[str, Any]) -> str:
    """What a stop stands for: a waiver, the words of an heir that name nobody, or neither."""
    if hold.get("is_own"):
        return _("words of %(victim)s, the victim") % {"victim": apart(hold["heir"])}
    if "heir" in hold:
        return _("words of %(heir)s that name nobody") % {"heir": apart(hold["heir"])}
    if hold.get("is_stay"):
        return _("a pardon that the court has proved")
    return str(hold["waiver"] or NONE)


def _heirs(one: dict[str, Any], sheet: Sheet) -> Block:
    """Each heir with the share as written, the capacity in force and what became of it."""
    rows = [
        (heir["name"], heir["share"], _capacity(heir, sheet), _("yes") if heir["has_asked"] else NONE,
         heir["waiver"] or NONE, heir["diya"])
        for heir in one["heirs"]
    ]  # fmt: skip
    if not rows:
        return Paragraph(_("Heirs"), _("None until a court’s certificate is recorded"))
    columns = (
        _("Heir"), _("Share as written"), _("Capacity in force"), _("Has asked"), _("Waiver"),
        _("Own share of the diya"),
    )  # fmt: skip
    return Table(columns, rows, heading=_("Heirs"), widths=(5, 2, 3, 2, 4, 3))


def _beside_each_other(one: dict[str, Any]) -> Block:
    """Who stands on which certificate, where none replaces another."""
    rows = [
        (f"{paper['certificate']}\n{paper['court']} {apart(paper['number'])}",
         f"{heir['name']} ({apart(heir['code'])})", heir["share"], heir["capacity"],
         "\n".join(f"{apart(waiver['code'])} {waiver['state']}" for waiver in heir["waivers"]) or NONE)
        for paper in one["certificates"] for heir in paper["heirs"]
    ]  # fmt: skip
    heading = _("Certificates that stand beside each other: which one counts is for the judge")
    columns = (_("Certificate"), _("Heir"), _("Share as written"), _("Capacity"), _("Waiver"))
    return Table(columns, rows, heading=heading, widths=(4, 5, 2, 3, 4))


def _capacity(heir: dict[str, Any], sheet: Sheet) -> str:
    """The capacity that counts on the day, when the heir was born, and who stands in the heir's place."""
    said = [heir["capacity"] or NONE]
    if heir["born_on"]:
        said.append(_("born %(day)s") % {"day": day(heir["born_on"], sheet.language)})
    if heir["represented_by"]:
        said.append(_("represented by %(name)s") % {"name": heir["represented_by"]})
    return "\n".join(said)


def _steps(steps: Sequence[Step], law: Charter, sheet: Sheet) -> Block:
    rows = []
    for step, one in zip(steps, (rights.step(step, law) for step in steps), strict=True):
        sure = str(SURE[step.confidence])
        rows.append((
            one["text"], one["who"], one["article"], sure if step.settled else f"{sure}\n{_('for the judge')}",
        ))  # fmt: skip
    if not rows:
        return Paragraph(_("Open steps"), _("None is recorded."))
    return Table((_("Step"), _("Who acts"), _("Rests on"), _("How sure")), rows, _("Open steps"), (7, 2, 3, 3))


def _absent(told: MatterFile, sheet: Sheet) -> Iterator[Block]:
    """Heirs who are not reached, for the judge: nothing waits for them by itself (Q-08)."""
    people = {one.id: one for one in told.parties}
    rows = [
        (f"{people[row.heir_id].name} ({apart(people[row.heir_id].code)})", day(row.since, sheet.language), row.known)
        for row in told.absent(sheet.on)
    ]  # fmt: skip
    if rows:
        yield Table(
            (_("Heir"), _("Not reached since"), _("What is known")), rows, heading=_("Heirs who are not reached"),
            widths=(4, 3, 5),
        )  # fmt: skip
        yield Paragraph(
            "", _("Being absent is no waiver and suspends nothing by itself. Whether the court waits is for the judge.")
        )


def _not_counted(told: MatterFile, sheet: Sheet) -> Iterator[Block]:
    """Lines that one person alone has written and that take a protection away: first, for no state below has them."""
    rows = [
        (str(row.number), shown.title_of(row.kind), row.paper, day(row.recorded_at, sheet.language),
         shown.waits(told, row))
        for row in told.entries if row.id in told.waiting and row.happened_at <= _end(sheet)
    ]  # fmt: skip
    if rows:
        yield Table(
            (_("Line"), _("What"), _("Stands in"), _("Recorded"), _("Why it does not count yet")), rows,
            heading=_("Recorded, and not counted yet"), widths=(1, 3, 3, 3, 5),
        )  # fmt: skip
        yield Paragraph("", _("It counts once a second person of the office, or the court, has read the paper."))


def _own_words(told: MatterFile, sheet: Sheet) -> Iterator[Block]:
    """What a victim asked or waived himself who lives: no wish of an heir, and for the judge (heirs-law 3.1)."""
    rows = []
    for row in told.statements:
        if row.is_own and row.said_at <= _end(sheet):
            one = shown.statement(told, row)
            words = "\n".join(f"{field['name']}: {_whole(field['value'])}" for field in one["fields"])
            who = f"{one['heir']} ({apart(row.heir.code)})"
            rows.append((who, day(one["on"], sheet.language), f"{one['title']}\n{words}", row.paper))
    if rows:
        yield Table(
            (_("Victim"), _("When"), _("As recorded"), _("Stands in")), rows, heading=_("Said by a victim who lives"),
            widths=(3, 3, 6, 3),
        )  # fmt: skip


def _conditions(told: MatterFile, sheet: Sheet) -> Iterator[Block]:
    """Conditions of waivers one by one (Q-06)."""
    rows = [(one.waiver, one.text, str(CONDITIONS[one.state])) for one in ledger.conditions(told.entries, at=sheet.on)]
    if rows:
        yield Table(
            (_("Waiver"), _("Condition as written"), _("State")), rows, heading=_("Conditions of waivers"),
            widths=(2, 6, 4),
        )  # fmt: skip


def _certificates(told: MatterFile, sheet: Sheet) -> Iterator[Block]:
    rows = [
        (row.event["certificate"], shown.called(told, row.event["victim"]), row.event["court"],
         row.event["number"] or "—",
         day(shown.moment(row.event["at"]), sheet.language))
        for row in told.entries if row.kind == "certificate" and row.happened_at <= _end(sheet)
    ]  # fmt: skip
    if rows:
        yield Table(
            (_("Certificate"), _("Victim"), _("Court"), _("Number"), _("Dated")), rows,
            heading=_("Certificates of the heirs"), widths=(2, 4, 4, 2, 4),
        )  # fmt: skip


def _end(sheet: Sheet) -> datetime:
    """The last instant of the day that the sheet tells of."""
    tz = charter.current().jurisdiction.tz
    return datetime.combine(sheet.on, datetime.max.time(), tzinfo=tz)


def _without_effect(told: MatterFile, sheet: Sheet) -> Iterator[Block]:
    """Lines that the replay gives no effect, and why."""
    why, lines = shown.refused(told), {row.number: row for row in told.entries}
    rows = [
        (str(number), shown.title_of(lines[number].kind), lines[number].paper, words)
        for number, words in sorted(why.items()) if number in lines
    ]  # fmt: skip
    if rows:
        yield Table(
            (_("Line"), _("What"), _("Stands in"), _("Why it has no effect")), rows,
            heading=_("Recorded without effect"), widths=(1, 3, 4, 5),
        )  # fmt: skip


def _whole(value: str) -> str:
    """A number, a day or a code in a line of another direction, kept in its order."""
    return apart(value) if not any(sign.isspace() for sign in value) and direction_of(value) == "ltr" else value


def timeline_sheet(told: MatterFile, sheet: Sheet) -> Document:
    """Every event that the reader sees, in the order in which it happened, with where it stands."""
    with override(sheet.language):
        rows = []
        for one in shown.timeline(told, until=_end(sheet)):
            said = "\n".join(f"{field['name']}: {_whole(field['value'])}" for field in one["fields"])
            effect = _("Without effect") + f": {one['refused']}" if one["refused"] else ""
            if one["correction"] and one["correction"].confirmed_at:
                effect = _("Taken out: written by mistake") + f": {one['correction'].why}"
            rows.append((
                day(one["on"], sheet.language), one["title"], "\n".join(filter(None, (said, effect))), one["paper"],
            ))  # fmt: skip
        blocks: list[Block] = [
            Facts(_head(told, sheet)),
            Table((_("When"), _("What"), _("As recorded"), _("Stands in")), rows, widths=(3, 3, 6, 3))
            if rows else Paragraph("", _("Nothing is recorded yet.")),
        ]  # fmt: skip
        return Document(
            language=sheet.language, title=_("Timeline of the file"), issuer=sheet.issuer, issued_at=sheet.now,
            reference=told.matter.number, note=_("For whoever may read the file alone."), blocks=blocks,
        )  # fmt: skip
