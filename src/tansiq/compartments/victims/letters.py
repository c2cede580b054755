"""What is said to an heir before anything is signed: what a waiver does, and what it does not do. To be read aloud.

Plain Arabic whatever the desk reads; short sentences, no number of any article, no sum (JUD-04, G26).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from tansiq.compartments.victims import asked
from tansiq.compartments.victims.answer import Right
from tansiq.compartments.victims.models import Contact
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.heirs import MIN_COOLING_OFF_DAYS, Track
from tansiq.kernel.documents import Block, Document, NewPage, Notice, Paragraph, Signatures, apart
from tansiq.kernel.reading import number

Words = str | Promise
Reach = Literal["drops", "uncharacterised", "own_claim", "nothing"]
LANGUAGE = "ar"

_NOT_TOUCHED = gettext_lazy(
    "It does not touch the diya unless you say so yourself. You answer about the diya separately."
    " It does not touch the share of any other heir, and never the share of a child."
    " It does not free the accused. The public right stays,"
    " and the court may still give a heavy penalty."
)
_DOES: dict[Reach, Words] = {
    "drops": gettext_lazy(
        "If a court confirms it, retaliation falls. It falls for all heirs, also for those who did not"
        " waive. Afterwards it cannot be taken back."
    ),
    "uncharacterised": gettext_lazy(
        "Nobody has said yet under which law this act falls. Where that law knows retaliation, it falls if a court"
        " confirms your paper. It falls for all heirs, also for those who did not waive."
        " Afterwards it cannot be taken back."
    ),
    "own_claim": gettext_lazy(
        "If a court confirms it, what you claim for yourself falls, as far as you say so."
        " Afterwards it cannot be taken back."
    ),
    "nothing": gettext_lazy(
        "The charge that stands now is not one that an heir’s waiver ends. The court hears what you say,"
        " and nothing falls by it."
    ),
}
_DOES_NOT: dict[Reach, Words] = {
    "drops": _NOT_TOUCHED,
    "uncharacterised": _NOT_TOUCHED,
    "own_claim": gettext_lazy(
        "It does not touch what any other heir claims, and never what a child claims."
        " It does not free the accused. The public right stays,"
        " and the court may still give a heavy penalty."
    ),
    "nothing": _NOT_TOUCHED,
}

# Why somebody is written to, by the purpose to which they agreed. Whom it is about is said face to face, never here.
_WHY: dict[str, Words] = {
    "RIGHTS": gettext_lazy("We would like to explain your rights to you."),
    "HEARING": gettext_lazy("A court has set a day. We tell you the day and the place when you come."),
    "SESSION": gettext_lazy("You can speak with us alone, and nobody else hears it."),
    "COURT_PAPER": gettext_lazy("A paper of a court lies here for you. We give it to nobody but you."),
    "DIYA": gettext_lazy("There is something to settle that is yours. We explain it when you come."),
    "CARE": gettext_lazy("You asked for help. We tell you what there is."),
    "SAFETY": gettext_lazy("We would like to speak with you about your safety."),
}


@dataclass(frozen=True)
class About:
    """Whom the paper is for and about; names as written, the accused by reference, and how far a waiver reaches.

    Attributes:
        heir: empty where the paper is read before anybody has spoken.
        accused: empty where nobody is accused yet.
    """

    number: str
    heir: str
    victim: str
    accused: str
    office: str
    reach: Reach = "drops"


def reach(rights: Iterable[Right], law: Charter) -> Reach:
    """How far a waiver towards one victim and one accused reaches, by the tracks on which the charge stands."""
    tracks: dict[str, Track] = {row.code: row for row in law.heirs.tracks}
    mine = [tracks[right.track] for right in rights if right.track in tracks]
    if any(right.state in ("not_opened", "heirs_listed") for right in rights) or not mine:
        return "uncharacterised" if any(row.waiver_drops for row in tracks.values()) else "own_claim"
    if any(row.waiver_drops for row in mine):
        return "drops"
    return "own_claim" if any(row.private_claim for row in mine) else "nothing"


def before_signing(about: About, now: datetime) -> list[Paragraph]:
    """The paragraphs, in their order; what the waiver does follows the track of the charge and the law of the place."""
    with override(LANGUAGE):
        return [
            *_before(about),
            Paragraph(_("What it does"), str(_DOES[about.reach])),  # rule: JUD-04 -> Paragraph("", ""),
            Paragraph(_("What it does not do"), str(_DOES_NOT[about.reach])),
            *_afterwards(now),
        ]


def _before(about: About) -> list[Paragraph]:
    return [
        Paragraph(
            _("Nobody can make you sign"),
            _(
                "You may waive, you may refuse, and you may say nothing."
                " Nobody may promise you anything for it or threaten you."
                " If somebody does, say so here. We write it down, and a judge asks about it."
            ),
        ),
        Paragraph(
            _("What this waiver is about"),
            _whom(about),
        ),
    ]


def _whom(about: About) -> str:
    if not about.accused:
        return _(
            "It is about one victim: %(victim)s. Nobody is accused yet. We keep your words as you say them; they are"
            " nobody’s waiver. Once somebody is accused we ask you again, alone, about that one only."
        ) % {"victim": about.victim}
    return _(
        "It is about one victim: %(victim)s. It is about one accused: the case %(accused)s."
        " It says nothing about any other victim or any other accused."
    ) % {"victim": about.victim, "accused": apart(about.accused)}


def _days(count: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": number(count)}


def _afterwards(now: datetime) -> list[Paragraph]:
    return [
        Paragraph(
            _("What happens next"),
            _(
                "Your paper has no effect before a court confirms it."
                " You have %(days)s to think, and then another officer asks you again, alone."
                " A yes that you say in the first %(least)s days does not count, whoever asks you for it."
                " Until a judge has ruled nothing is done that cannot be undone."
                " You can take it back until the court confirms it."
            )
            % {"days": _days(asked.days_told(now)), "least": number(MIN_COOLING_OFF_DAYS)},
        ),
        Paragraph(
            _("What you can ask for"),
            _(
                "You can ask for a woman, for a lawyer, for another place or another day."
                " You can ask that somebody whom you trust reads this to you. It costs nothing."
            ),
        ),
    ]


def asked_again() -> list[Paragraph]:
    """What another woman says when she asks the second time: plain, and nothing of what others want."""
    with override(LANGUAGE):
        return [
            Paragraph(
                _("Nobody can make you say yes"),
                _(
                    "You said something some days ago. I ask you again, alone, whether you still want it."
                    " You may say yes, you may say no, and you may say nothing. Nobody may press you."
                ),
            ),
            Paragraph(
                _("What stays open"),
                _("Whatever you say, a court must still confirm it. Until then you can take it back."),
            ),
        ]


def paper(pairs: Sequence[About], now: datetime) -> Document:
    """The same as sheets of A4, one for each victim and accused, to be read aloud and kept by the heir."""
    first, blocks = pairs[0], list[Block]()
    with override(LANGUAGE):
        aloud = _("Read this aloud to the heir before anything is signed.")
        for about in pairs:  # rule: JUD-04 -> for about in pairs[:1]:
            if about.heir:
                aloud = _("Read this aloud to %(heir)s before anything is signed.") % {"heir": about.heir}
            blocks += [NewPage()] if blocks else []
            blocks += [Notice(aloud), *before_signing(about, now)]
            blocks.append(Signatures((_("The heir, or thumbprint"), _("Who read it aloud"), _("Our officer"))))
        return Document(
            language=LANGUAGE, title=_("Before you sign: what a waiver does and does not do"), issuer=first.office,
            issued_at=now, reference=first.number, blocks=blocks,
        )  # fmt: skip


def to_person(row: Contact, office: str, language: str, now: datetime) -> Document:
    """The letter of a planned contact. Whoever else may read it learns of no victim, no accused and no wish."""
    with override(language):
        return Document(
            language=language, title=_("A letter for you"), issuer=office, issued_at=now, reference=row.matter.number,
            note=_("Handed over by hand."),
            blocks=(
                Notice(_("For %(name)s, into the person’s own hand.") % {"name": row.party.name}),
                Paragraph(_("Why we write"), str(_WHY.get(row.purpose, _WHY["RIGHTS"]))),
                Paragraph(
                    _("You decide"),
                    _(
                        "You may come, or stay away. If you want no letters, say so: we ask for no reason."
                        " Bring this letter, or remember the number at its head."
                    ),
                ),
                Paragraph(
                    _("What you can ask for"),
                    _("You can ask for a woman, for a lawyer, for another place or another day. It costs nothing."),
                ),
                Paragraph(
                    _("If anybody presses you"),
                    _(
                        "Nobody may threaten you or promise you anything. If somebody does, tell us."
                        " We pass it on to those who protect."
                    ),
                ),
            ),
        )  # fmt: skip
