"""The form of a court that does not sign in, as paper of A5, and what has been typed from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tansiq.compartments.victims import ledger, queries, said
from tansiq.compartments.victims.models import CourtForm, Entry, Party, Statement, Typing
from tansiq.kernel import reading
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter.folding import fold_letters
from tansiq.kernel.documents import Document, Facts, Notice, Signatures, Table, apart, printed
from tansiq.kernel.problems import existing

MOST, LANGUAGE = 500, "ar"
INQUIRY = "inquiry_opened"
Paper = Entry | Statement | Party


# What a court marks on a form about a party, as it is printed and as it is typed.
ON_ACCUSED = (
    gettext_lazy("finds that he was of age at the act"), gettext_lazy("finds that he was a child at the act"),
    gettext_lazy("finds that his age at the act is doubtful"),
    gettext_lazy("rules that his stop ends, which no waiver caused"),
)  # fmt: skip
ON_HEIR = (
    gettext_lazy("finds that this heir is of age and capable"), gettext_lazy("finds that this heir is a minor"),
    gettext_lazy("finds that this heir lacks capacity"),
)  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """A form with what was read on it.

    Attributes:
        mine: the reader's own last reading, if any.
        others: the last reading of each other person; empty until the reader has typed: nobody copies.
        entry: the line of the file, once two agreed.
        differs: fields in which the readings that are shown differ.
    """

    form: CourtForm
    mine: Typing | None
    others: tuple[Typing, ...]
    entry: Entry | None
    differs: frozenset[str]


def form(form_id: UUID) -> CourtForm:
    """One form by its handle.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(CourtForm.objects.filter(id=form_id).select_related("matter", "statement__heir"))


def paper(row: CourtForm) -> Paper:
    """What the court rules on: a waiver, a pardon or an inquiry of the ledger, what an heir said of nobody, a party."""
    if row.statement_id is not None:
        return said.statement_on(row.statement_id)
    if (about := next((one for one in queries.parties(row.matter_id) if one.code == row.waiver), None)) is not None:
        return about
    lines = queries.entries(row.matter_id)
    opened = ledger.opening(lines, row.waiver)
    if opened is not None:
        return opened
    return next(one for one in lines if one.event.get("waiver") == row.waiver and one.kind in queries.FIRST)


def open_forms() -> list[CourtForm]:
    """Forms on which no two people have agreed yet, the newest first."""
    return list(CourtForm.objects.filter(entry=None).select_related("matter", "statement__heir")[:MOST])


def typed(form_id: UUID, *, actor: Actor) -> Typed:
    """A form with its readings, blind until the reader has typed an own one."""
    row = form(form_id)
    last = {one.typed_by: one for one in Typing.objects.filter(form=row).order_by("typed_at", "id")}
    mine = last.pop(actor.user, None) if actor.user else None
    entry = Entry.objects.filter(form=row).first()
    others = tuple(last.values()) if mine or entry else ()
    shown: list[dict[str, Any]] = [
        one.event | ({"paper": one.paper} if one.paper else {}) for one in (*others, *([mine] if mine else []))
    ]
    names = {name for event in shown for name in event}
    differs = frozenset(name for name in names if len({alike(str(event.get(name))) for event in shown}) > 1)
    return Typed(row, mine, others, entry, differs)


def alike(text: str) -> str:
    """What somebody typed as it is compared beside another reading: digits, letters and white space in one spelling."""
    return " ".join(fold_letters(text).casefold().split())


def grouped(digest: str) -> str:
    """A digest as people read it aloud: in groups of four."""
    return "-".join(digest[at : at + 4] for at in range(0, len(digest), 4)).upper()


def _marks(paper: Paper) -> list[str]:
    """What a court may mark: on a pardon whether it was spoken, on a paper what becomes of it and of an inquiry.

    On words that name nobody it rules on their stop alone: they are nobody's waiver, and there is nothing to validate.
    """
    stop = _("rules that the stop ends, and says nothing of the waiver")
    if isinstance(paper, Statement):
        return [stop]
    if isinstance(paper, Party):
        return [str(text) for text in (ON_HEIR if paper.kind == Party.Kind.HEIR else ON_ACCUSED)]
    if paper.kind == INQUIRY:
        return [
            _("closes the inquiry into pressure: the heir’s word stands"),
            _("closes the inquiry into pressure: the heir’s word is void"),
        ]
    if paper.kind == "pardon_in_court":
        return [_("has heard the pardon itself"), _("finds that no such pardon was spoken"), stop]
    return [
        _("validates the waiver"), _("rejects the waiver"), stop,
        _("closes the inquiry into pressure: the waiver stands"),
        _("closes the inquiry into pressure: the waiver is void"),
    ]  # fmt: skip


def _asked(paper: Paper) -> tuple[tuple[str, str], ...]:
    """What the court writes: of a pardon its two answers, of a paper the reason. The form is one page with its seal."""
    if isinstance(paper, Statement):
        return ()
    if isinstance(paper, Party) or paper.kind != "pardon_in_court":
        return ((_("Reason, as written"), ""),)
    return (
        (_("Retaliation"), " / ".join((_("Waived"), _("Not waived")))),
        (_("Share of the diya"), " / ".join((_("Kept"), _("Waived on conditions"), _("Waived")))),
    )  # fmt: skip


def _accused(row: CourtForm, paper: Paper, people: dict[str, Party]) -> list[Party]:
    """Whom the paper names; where it names nobody, those for whom its stop stood when the form was printed."""
    if isinstance(paper, Party):
        return [paper]
    if isinstance(paper, Statement):
        return said.on_form(paper, people.values(), row.printed_at)
    if paper.kind == INQUIRY:
        return []
    named = paper.event["accused"]
    return [people[one] for one in (named if isinstance(named, list) else [named])]


def _about(paper: Paper) -> tuple[str, str, str]:
    """Title of the form, what it calls the paper, and what a ruling on it says."""
    waits = _("Without the number of the record it waits. Two people of the office type it in.")
    if isinstance(paper, Statement):
        ends = _("The stop ends for those who stand here, and for nobody who is accused later.")
        if paper.is_own:
            title = _("Ruling of the court on the words of a victim who lives")
            return title, _("Said by the victim"), f"{ends} {waits}"
        return _("Ruling of the court on words that name nobody"), _("Said of nobody"), f"{ends} {waits}"
    if isinstance(paper, Party) and paper.kind == Party.Kind.HEIR:
        return _("Ruling of the court on the capacity of an heir"), _("Heir"), waits
    if isinstance(paper, Party):
        ends = _(
            "The stop ends for what the file said when this was printed, and for nothing that comes to light later."
        )
        return _("Ruling of the court on an accused"), _("Accused"), f"{ends} {waits}"
    if paper.kind == INQUIRY:
        return _("Ruling of the court on an inquiry into pressure"), _("Inquiry"), waits
    return _("Ruling of the court on a waiver"), _("Waiver"), waits


def _heir(paper: Entry | Statement, event: dict[str, Any], people: dict[str, Party]) -> str:
    if "heir" in event:
        return people[event["heir"]].name
    return next((one.name for one in people.values() if one.id == paper.heir_id), "")


def sheet(
    row: CourtForm, paper: Paper, people: dict[str, Party], *, issuer: str, court: str, now: datetime
) -> Document:
    """The form: what the court rules on, and room for its hand. Number and digest stand in the code at its head."""
    event = paper.told if isinstance(paper, Statement) else {} if isinstance(paper, Party) else paper.event
    victims = event.get("victims") or [one for one in (event.get("victim"),) if one]
    is_of_accused = isinstance(paper, Party) and paper.kind == Party.Kind.ACCUSED
    is_own = isinstance(paper, Statement) and paper.is_own
    heir = paper.name if isinstance(paper, Party) else _heir(paper, event, people)
    references = "\n".join(apart(one.reference) for one in _accused(row, paper, people))
    with printed(LANGUAGE):
        title, name, notice = _about(paper)
        which = reading.kept(event["at"]) if isinstance(paper, Statement) else row.waiver
        return Document(
            language=LANGUAGE, paper="a5", title=title, issuer=issuer, issued_at=now,
            reference=f"{row.number} {grouped(row.digest)}", note=_("For the court alone."),
            blocks=(
                Facts((
                    (_("File"), row.matter.number), (_("Court"), court or "—"), (name, which),
                    *(() if is_of_accused or is_own else ((_("Heir"), heir),)),
                    *(((_("Victim"), "\n".join(people[one].name for one in victims)),) if victims else ()),
                    *(((_("Accused, by the reference of the case"), references),) if victims or is_of_accused else ()),
                )),
                Table((_("Mark one"), _("The court")), tuple(("", text) for text in _marks(paper)), widths=(1, 4)),
                Facts((
                    (_("Number of the court’s record"), ""), (_("Date of the ruling"), ""),
                    (_("Name of the judge"), ""), *_asked(paper),
                )),
                Notice(notice),
                Signatures((_("The judge"), _("Seal of the court"))),
            ),
        )  # fmt: skip
