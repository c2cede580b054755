"""What is handed to a person: the receipt and the letter, in plain Arabic whatever the desk reads.

Every word follows from the complaint and its decision. Nothing here knows whether anything is held, so no letter can
tell: the same words stand in it either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tansiq.compartments.oversight.actions.redress import inspectorate
from tansiq.compartments.oversight.models import Appeal, Complaint
from tansiq.kernel.access import queries as access
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.dates import both_calendars
from tansiq.kernel.charter.schema import Confidence
from tansiq.kernel.charter.vocabularies import RedressClaim, RemedyPlace

Words = str | Promise
LANGUAGE = "ar"
ABOUT: dict[str, Words] = {
    Complaint.Kind.MISTAKEN_IDENTITY: gettext_lazy("You said that you are taken for somebody else."),
    Complaint.Kind.CORRECTION: gettext_lazy("You said that something that is said of you is wrong."),
    Complaint.Kind.ERASURE: gettext_lazy("You asked that what may be kept of you be erased."),
    Complaint.Kind.HELD: gettext_lazy("You asked what is held about you."),
}
FOLLOWS: dict[str, Words] = {
    Complaint.Kind.MISTAKEN_IDENTITY: gettext_lazy(
        "Any agency that may have taken you for another must take that back. It answers to the inspector."
    ),
    Complaint.Kind.CORRECTION: gettext_lazy(
        "Any agency that may say it of you must correct it. It answers to the inspector."
    ),
    Complaint.Kind.ERASURE: gettext_lazy(
        "Any agency that may keep it must erase it, or name the law that lets it stay. It answers to the inspector."
    ),
    Complaint.Kind.HELD: gettext_lazy(
        "What may be told to you stands in a letter of its own. The inspector hands it to you himself."
    ),
}
WHY: dict[str, Words] = {
    Complaint.Ground.IDENTITY_SHOWN: gettext_lazy("Your papers show who you are."),
    Complaint.Ground.ERROR_SHOWN: gettext_lazy("Your papers show what is right."),
    Complaint.Ground.RIGHT_SHOWN: gettext_lazy("You showed that you have a right to it."),
    Complaint.Ground.IDENTITY_OPEN: gettext_lazy("What you brought does not yet show who you are."),
    Complaint.Ground.ERROR_OPEN: gettext_lazy("What you brought does not yet show that anything is wrong."),
    Complaint.Ground.NOT_HIS_OWN: gettext_lazy(
        "It is about another person. Whoever speaks for another must bring a mandate from that person."
    ),
}


@dataclass(frozen=True)
class Paragraph:
    heading: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A paper for a person; `number` is what he comes back with, `protects` what he shows at a checkpoint."""

    number: str
    protects: str
    paragraphs: tuple[Paragraph, ...]


def day_words(moment: datetime) -> str:
    """A day in both calendars, in the digits of the place."""
    return both_calendars(charter.local_day(moment), LANGUAGE, charter.current().jurisdiction.digits)


def _call() -> str:
    return charter.current().jurisdiction.duty_phone


def receipt(row: Complaint) -> Letter:
    """What the person takes home on the day of the complaint."""
    with override(LANGUAGE):
        told = [
            Paragraph(_("What you asked for"), str(ABOUT[row.kind])),
            Paragraph(
                _("What protects you from now on"),
                _(
                    "Show the second number to any officer before he detains you. He must call the duty officer first."
                    " This holds until your complaint is decided."
                ),
            ),
            Paragraph(
                _("What happens next"),
                _("The inspector decides by %(day)s. He may take more time once, and must say why.")
                % {"day": day_words(row.due_at)},
            ),
            Paragraph(
                _("How to ask about it"),
                _("Come back to this desk with the first number, or send somebody with it. It costs nothing."),
            ),
        ]
        return Letter(row.number, row.block_number, tuple(told))


def letter(row: Complaint) -> Letter:
    """The answer to a decided complaint: what, why, by whom, until when, how to appeal (G26).

    Raises:
        ValueError: it is not decided.
    """
    if row.decided_at is None or row.appeal_until is None:
        raise ValueError("not decided")
    with override(LANGUAGE):  # rule: G26 -> with override("en"):
        is_upheld = row.state == Complaint.State.UPHELD
        told = [
            Paragraph(_("What you asked for"), str(ABOUT[row.kind])),
            Paragraph(_("What was decided"), _upheld(row) if is_upheld else _refused()),
            Paragraph(_("Why"), str(WHY[row.ground])),
            *(_claims() if row.keeps_number else ()),
            Paragraph(
                _("What this letter does not say"),
                _(
                    "The law does not let us say whether any agency keeps anything about anybody."
                    " This letter would read the same in both cases."
                ),
            ),
            Paragraph(
                _("Who decided"),
                _("The inspector of %(agency)s decided it on %(day)s.")
                % {"agency": _agency(row), "day": day_words(row.decided_at)},
            ),
            appeal_paragraph(row.appeal_until),
        ]
        return Letter(row.number, row.block_number if row.keeps_number else "", tuple(told))


def _claims() -> tuple[Paragraph, ...]:
    """What he may ask of a court besides, with the law to name."""
    told = []
    for row in charter.current().vocabularies.redress_claims:
        words = _("You may ask a court for this: %(claim)s.") % {"claim": row.name(LANGUAGE)}
        told.append(Paragraph(_("What else you may ask for"), f"{words} {_law(row)}"))
    return tuple(told)


def _law(row: RedressClaim | RemedyPlace) -> str:
    """The law to name, and that nobody has checked it where that is so (W-5)."""
    law = charter.current().label("instruments", row.instrument, LANGUAGE)
    told = _("The law to name is this: %(law)s.") % {"law": law}
    if row.confidence is Confidence.HIGH:
        return told
    return f"{told} " + _("No lawyer has yet confirmed to us which article says so. Ask the court or a lawyer.")


def remedies() -> tuple[Paragraph, ...]:
    """What he can still do where no appeal is open: complain again, and where else he can go (G26)."""
    again = _(
        "No appeal against this decision is open now. You can complain again at this desk at any time."
        " You may speak or write. It costs nothing. You may bring somebody who helps you."
    )
    told = [Paragraph(_("What you can still do"), again)]
    for row in charter.current().vocabularies.remedy_places:
        words = _("You can also go here with this letter: %(place)s.") % {"place": row.name(LANGUAGE)}
        told.append(Paragraph(_("Where else you can go"), f"{words} {_law(row)}"))
    return tuple(told)


def appeal_paragraph(until: datetime) -> Paragraph:
    """Until when and where he can appeal."""
    return Paragraph(
        _("If you do not agree"),
        _(
            "You can appeal until %(day)s. Bring this letter to this desk or to any court."
            " You may speak or write. It costs nothing. You may bring somebody who helps you."
        )
        % {"day": day_words(until)},
    )


def receipt_of_appeal(row: Appeal) -> Letter:
    """What the person takes home on the day of the appeal."""
    with override(LANGUAGE):
        protects = row.block_number or row.complaint.block_number
        told = [
            Paragraph(_("What you asked for"), _("You do not agree with the decision on your complaint.")),
            Paragraph(
                _("What protects you from now on"),
                _(
                    "Show the second number to any officer before he detains you. He must call the duty officer first."
                    " This holds until your appeal is decided."
                ),
            ),
            Paragraph(
                _("What happens next"),
                _("Another inspector than the first decides by %(day)s.") % {"day": day_words(row.due_at)},
            ),
        ]
        return Letter(row.complaint.number, protects, tuple(told))


def letter_of_appeal(row: Appeal) -> Letter:
    """The answer to an appeal: what, why, by whom, and where to go from there (G26).

    Raises:
        ValueError: it is not decided.
    """
    if row.decided_at is None:
        raise ValueError("not decided")
    complaint = row.complaint
    with override(LANGUAGE):
        is_upheld = row.state == Appeal.State.UPHELD
        told = [
            Paragraph(_("What you asked for"), _("You do not agree with the decision on your complaint.")),
            Paragraph(_("What was decided"), _appeal_upheld(complaint) if is_upheld else _appeal_refused(row)),
            Paragraph(_("Why"), str(WHY[row.ground])),
            *(_claims() if is_upheld and complaint.kind != Complaint.Kind.HELD else ()),
            Paragraph(
                _("What this letter does not say"),
                _(
                    "The law does not let us say whether any agency keeps anything about anybody."
                    " This letter would read the same in both cases."
                ),
            ),
            Paragraph(
                _("Who decided"),
                _("An inspector of %(agency)s who had not decided before decided it on %(day)s.")
                % {"agency": _agency(complaint), "day": day_words(row.decided_at)},
            ),
            Paragraph(
                _("If you do not agree"),
                _(
                    "You can go to a court. Take this letter and the first letter with you."
                    " You may bring somebody who helps you. This desk tells you which court."
                ),
            ),
        ]
        return Letter(complaint.number, _protects(row), tuple(told))


def _protects(row: Appeal) -> str:
    """The number that protects after an appeal; empty for none."""
    if row.complaint.keeps_number:
        return row.complaint.block_number
    is_kept = row.state == Appeal.State.UPHELD and row.complaint.kind != Complaint.Kind.HELD
    return row.block_number if is_kept else ""


def _appeal_upheld(complaint: Complaint) -> str:
    if complaint.kind == Complaint.Kind.HELD:
        told = _("The decision is for you. The number that protected you until now has ended.")
    else:
        told = _("The decision is for you. The number that protects you stays valid, and has no end date.")
    return f"{told} {FOLLOWS[complaint.kind]}"


def _appeal_refused(row: Appeal) -> str:
    if row.complaint.keeps_number:
        return _("The first decision stays as it is. The number that protects you stays valid.")
    return _("The first decision stays as it is. The number that protected you until now has ended.")


def _upheld(row: Complaint) -> str:
    if row.kind == Complaint.Kind.HELD:
        told = _("The decision is for you. The number that protected you until now has ended.")
        return f"{told} {FOLLOWS[row.kind]}"
    told = _("The decision is for you. The number that protects you stays valid, and has no end date.")
    return f"{told} {FOLLOWS[row.kind]}"


def _refused() -> str:
    return _(
        "The decision is against you. The number that protected you until now has ended."
        " You can complain again at any time with other papers, and are then protected again."
    )


def _agency(row: Complaint) -> str:
    return access.localised(access.agency(inspectorate(row.owner_id)))
