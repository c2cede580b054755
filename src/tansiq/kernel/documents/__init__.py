"""Papers that are handed over: letters, sheets and labels as PDF, right to left and left to right.

Owns the page (`document.typ`), its font and the parts that a paper is built of. Does not own a single word of a paper:
whoever hands it over says what it says, in the language of the person who takes it. No table, no file on disk.

    paper = Document(language="ar", title=..., issuer=..., reference="EX-2026-0004", issued_at=now, blocks=(
        Paragraph(_("What was decided"), words), Facts(((_("Number"), number),)), Table(columns, rows)))
    return as_paper(pdf(paper), number)  # kernel.pages.paper
"""

from tansiq.kernel.documents.parts import (
    Block,
    Document,
    Facts,
    Label,
    NewPage,
    Notice,
    Paper,
    Paragraph,
    Signatures,
    Table,
    apart,
)
from tansiq.kernel.documents.setting import PDF_TYPE, labels, pdf, pictures, printed

__all__ = [
    "PDF_TYPE",
    "Block",
    "Document",
    "Facts",
    "Label",
    "NewPage",
    "Notice",
    "Paper",
    "Paragraph",
    "Signatures",
    "Table",
    "apart",
    "labels",
    "pdf",
    "pictures",
    "printed",
]
