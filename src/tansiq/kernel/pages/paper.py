"""A paper as the answer of a page."""

from __future__ import annotations

from django.http import HttpResponse

from tansiq.kernel.documents import PDF_TYPE


def as_paper(content: bytes, name: str = "") -> HttpResponse:
    """A PDF to be read where it is opened.

    Args:
        content: the paper as `documents.pdf` made it.
        name: under which it is kept, without an ending; a number of a record and nobody's name.
    """
    answer = HttpResponse(content, content_type=PDF_TYPE)
    if name:
        answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
