"""Papers of a file, in Arabic: terms as they are handed over, the record of a session, promises beside what was done.

Each says by itself that the heirs' right is untouched. None names the person: the reference of his case stands on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from tansiq.compartments.cooperation.models import File, Promise, Session, Terms
from tansiq.compartments.cooperation.views import shown
from tansiq.kernel.access.naming import named
from tansiq.kernel.documents import Block, Document, Facts, Notice, Paragraph, Signatures, Table, apart, printed
from tansiq.kernel.reading import day, moment, number

LANGUAGE, NONE = "ar", "—"


def _grouped(digest: str) -> str:
    """A digest in groups, so that it can be compared by eye and breaks over two lines."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _untouched() -> Block:
    return Notice(
        _("This file touches no right of any victim or heir. Retaliation, diya and waivers are for them and the court.")
    )


def _paper(title: str, number: str, blocks: Sequence[Block], *, issuer: str, now: datetime) -> Document:
    return Document(
        language=LANGUAGE, title=title, issuer=issuer, issued_at=now, reference=number, blocks=tuple(blocks),
        note=_("Confidential: it goes to the person, to counsel, to the court, and to nobody else."),
    )  # fmt: skip


def terms(row: Terms, *, issuer: str, now: datetime) -> Document:
    """Terms as they are handed over: what may be asked for him, what is forbidden, and what he may do at any time."""
    with printed(LANGUAGE):
        one = shown.terms(row)
        stands = _("Approved") if row.approved_at else _("A draft: it binds nobody")
        facts = [
            (_("File"), apart(row.file.number)), (_("Reference of his case"), apart(row.file.reference)),
            (_("Version"), number(row.version)),
            (_("State"), "، ".join((stands, *_approved(row)))),
            *([(_("Days of disclosure"), f"{moment(row.file.started_at)} – {moment(row.file.window_ends_at)}")]
              if row.file.started_at and row.file.window_ends_at else []),
        ]  # fmt: skip
        blocks: list[Block] = [
            Facts(tuple(facts)), _untouched(), Paragraph(_("What may be offered"), row.offered),
            Paragraph(_("Of which kind"), "، ".join(one["benefits"])),
            Paragraph(_("What is forbidden"), row.forbidden), Paragraph(_("Read out to him"), one["text"]),
            Paragraph(_("If he withdraws"), one["withdrawal"]),
            Paragraph(
                _("Who decides, and how to object"),
                _("The court decides. You and your counsel may object before it, in writing or by word."),
            ),
            Signatures((_("The person"), _("Counsel"), _("For the prosecution"))),
        ]  # fmt: skip
        return _paper(_("Terms of cooperation"), row.file.number, blocks, issuer=issuer, now=now)


def _approved(row: Terms) -> tuple[str, ...]:
    return (moment(row.approved_at), named(row.approved_by_name)) if row.approved_at else ()


def session(row: Session, *, issuer: str, now: datetime) -> Document:
    """The record of a session that took place, with what is to be said of its conditions."""
    assert row.held_at is not None
    assert row.began_at is not None
    assert row.ended_at is not None
    with printed(LANGUAGE):
        listed = _("on the official list") if row.is_place_listed else _("on no official list")
        rests = _("Claims may rest on it.") if row.is_usable else _("Nothing may rest on it.")
        facts = [
            (_("Session"), apart(row.number)), (_("File"), apart(row.file.number)),
            (_("From"), moment(row.began_at)), (_("Until"), moment(row.ended_at)),
            (_("Where"), f"{row.place} ({listed})"),
            (_("Counsel"), str(row.get_counsel_display())), (_("Who was present"), row.present),
            (_("His health"), row.health or NONE), (_("Breaks"), row.breaks or NONE),
            (_("Longest time without a break, in minutes"), str(row.longest_stretch_minutes)),
            (_("SHA-256 of the recording"), _grouped(row.recording) or _("Nothing was recorded")),
            (_("Recorded"), f"{moment(row.held_at)}، {named(row.held_by_name)}"),
        ]  # fmt: skip
        said = [str(flag) for flag in shown.session(row)["flags"]]
        blocks: list[Block] = [
            Facts(tuple(facts)), Notice(rests), _untouched(),
            Paragraph(_("To be said of the conditions"), "\n".join(said) if said else _("none")),
            Paragraph(_("About what"), row.topics),
            *([Paragraph(_("Course of the session"), row.words)] if row.words else []),
            Signatures((_("The person"), _("Counsel"), _("Who held it"))),
        ]  # fmt: skip
        return _paper(_("Record of a session"), row.number, blocks, issuer=issuer, now=now)


def promises(row: File, rows: Sequence[Promise], *, issuer: str, now: datetime) -> Document:
    """Every offer, hint and promise of a file beside what was answered and what was done."""
    with printed(LANGUAGE):
        heads = (_("Number"), _("When"), _("Who said it"), _("What was said"), _("Holds"), _("What became of it"))
        blocks: list[Block] = [
            Facts(((_("File"), apart(row.number)), (_("Reference of his case"), apart(row.reference)))), _untouched(),
            Notice(_("The prosecution alone promises, within the law. What anybody else says binds nobody.")),
            Table(heads, list(_lines(rows)), widths=(2, 2, 2, 3, 3, 3)),
            Signatures((_("Legal reviewer"), _("Counsel"))),
        ]  # fmt: skip
        return _paper(_("Promised and done"), row.number, blocks, issuer=issuer, now=now)


def _lines(rows: Sequence[Promise]) -> Iterator[tuple[str, ...]]:
    for one in rows:
        told = shown.promise(one)
        flags = [str(flag) for flag in told["flags"]]
        by = _("to be done by %(day)s") % {"day": day(one.due_on)} if one.due_on else _("not yet")
        became = one.outcome if one.outcome_at else by
        done = told["standing"] if one.outcome_at or told["is_bad"] else ""
        yield (
            apart(one.number), moment(one.said_at), one.said_by, one.words, "، ".join(flags) or _("within the terms"),
            f"{done}: {became}" if done else became,
        )  # fmt: skip
