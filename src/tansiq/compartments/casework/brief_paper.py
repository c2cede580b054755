"""The brief of evidence and the disclosure pack as a paper in Arabic: for and against side by side, gaps as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.casework.models import Brief, Case, Element, Evidence, Exhibit, Statement
from tansiq.compartments.casework.words import CONDITIONS, KINDS, word
from tansiq.kernel import documents
from tansiq.kernel.charter import queries as charter

LANGUAGE = "ar"


@dataclass(frozen=True)
class Contents:
    """What stands on the paper; whoever makes it has left out what nobody may read."""

    case: Case
    number: str
    kind: Brief.Kind
    elements: Sequence[Element]
    evidence: Sequence[Evidence]
    exhibits: Sequence[Exhibit]
    statements: Sequence[Statement]


def pdf(paper: Contents, *, issuer: str, now: datetime) -> bytes:
    """The paper, its manifest apart."""
    with override(LANGUAGE):
        blocks: list[documents.Block] = [
            documents.Facts(((_("Case"), paper.case.number), (_("About"), paper.case.title))),
            documents.Notice(_("Nothing here is decided. What speaks against stands beside what speaks for.")),
        ]
        for place, element in enumerate(paper.elements, start=1):
            blocks += _element(place, element, [row for row in paper.evidence if row.element_id == element.id])
        blocks += [documents.NewPage(), _exhibits(paper.exhibits), *_statements(paper.statements)]
        return documents.pdf(
            documents.Document(
                language=LANGUAGE, title=str(paper.kind.label), issuer=issuer, issued_at=now, reference=paper.number,
                note=_("Checked by its manifest"), blocks=blocks,
            )
        )  # fmt: skip


def _said(rows: Sequence[Evidence], direction: Evidence.Direction) -> str:
    told = [
        f"{documents.apart(row.number)} ({row.get_weight_display()}): {row.words}"
        for row in rows
        if row.direction == direction
    ]
    return "\n".join(told) or "—"


def _element(place: int, element: Element, rows: Sequence[Evidence]) -> list[documents.Block]:
    article = charter.current().label("offence_articles", element.article, LANGUAGE)
    table = documents.Table(
        (_("Speaks for it"), _("Speaks against it")),
        [(_said(rows, Evidence.Direction.SUPPORTS), _said(rows, Evidence.Direction.CONTRADICTS))],
        heading=f"{place}. {article}: {element.words}",
    )
    supports = any(row.direction == Evidence.Direction.SUPPORTS for row in rows)
    gap = element.gap or ("" if supports else _("Nothing speaks for it yet."))
    return [table, *([documents.Paragraph(_("What is missing"), gap)] if gap else [])]


def _exhibits(rows: Sequence[Exhibit]) -> documents.Block:
    told = [
        (row.number, row.mark, row.description, row.seal or "—", word(KINDS, row.state), str(row.count)) for row in rows
    ]
    columns = (_("Exhibit"), _("Number on the spot"), _("Description"), _("Seal"), _("State"), _("Events"))
    return documents.Table(columns, told, heading=_("Exhibits"), widths=(4, 3, 6, 3, 3, 2))


def _statements(rows: Sequence[Statement]) -> list[documents.Block]:
    blocks: list[documents.Block] = []
    for row in rows:
        flags = "، ".join(word(CONDITIONS, code) for code in row.flags) or _("none")
        blocks += [
            documents.Paragraph(f"{row.get_kind_display()} {documents.apart(row.number)}", row.words),
            documents.Facts(
                (
                    (_("Who spoke"), f"{row.speaker_name}، {row.get_speaker_display()}"),
                    (_("Who was present"), row.present),
                    (_("Counsel"), str(row.get_counsel_display())),
                    (_("To be said of the conditions"), flags),
                )
            ),
        ]
    return blocks
