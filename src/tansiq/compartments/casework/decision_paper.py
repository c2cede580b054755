"""A decision of a court file as a sheet for whom it concerns: what, why, by whom, until when, how to object (G26)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.casework.decision_words import WHO, WITNESSED, Told
from tansiq.compartments.casework.queries_decisions import Decided
from tansiq.kernel import documents
from tansiq.kernel.access.naming import named
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.dates import both_calendars

LANGUAGE = "ar"


def sheet(row: Decided, *, issuer: str, now: datetime) -> bytes:
    """The sheet, in the language of the place whatever the desk reads."""
    with override(LANGUAGE):  # rule: G26 -> with override("en"):
        blocks: list[documents.Block] = [
            documents.Facts(tuple((label, value) for label, value in _facts(row) if value)),
            *(documents.Paragraph(heading, text) for heading, text in paragraphs(row)),
            documents.Signatures((_("Handed over by"), _("Received by"))),
        ]
        return documents.pdf(
            documents.Document(
                language=LANGUAGE, title=_("What was decided, and what you can do"), issuer=issuer, issued_at=now,
                reference=row.reference, blocks=tuple(blocks),
            )
        )  # fmt: skip


def _facts(row: Decided) -> list[tuple[str, str]]:
    return [
        (_("Court file"), documents.apart(row.file.number)),
        (_("It concerns"), "، ".join(row.people)),
        (_("Number"), documents.apart(row.reference) if row.reference != row.file.number else ""),
        (_("When"), f"{_day(row.hour)}، {_clock(row.hour)}" if row.hour else ""),
        (_("Track"), row.track),
    ]


def paragraphs(row: Decided) -> list[tuple[str, str]]:
    """What the sheet says, each with its heading."""
    told: Told = row.told
    made = row.decision
    who = WHO.get(made.role, WITNESSED) if made.verb == made.Verb.AUTHORISED else WITNESSED
    by = named(made.by)
    until = _("It ends on %(day)s.") % {"day": _day(row.ends_at)} if row.ends_at else str(told.until)
    return [
        (_("What was decided"), str(told.what)),
        (_("Why"), made.reasons or _("No reasons were written down. You may ask for them.")),
        (_("Who decided"), str(who) % {"day": _day(made.decided_at), "by": by}),
        (_("Until when"), until),
        (_("If you do not agree"), str(told.objection)),
    ]  # fmt: skip


def _day(moment: datetime) -> str:
    return both_calendars(charter.local_day(moment), LANGUAGE, "latn")


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(charter.current().jurisdiction.tz):%H:%M}"
