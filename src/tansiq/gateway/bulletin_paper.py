"""A recognition bulletin as a sheet to hang up: what it looks like, where, and what to do. No picture is printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tansiq.kernel import documents
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages.places import called
from tansiq.kernel.reading import day

# What every bulletin says first, whatever else it says.
ALWAYS: tuple[Promise, ...] = (
    gettext_lazy("Do not touch it and do not move it."),
    gettext_lazy("Go away from it, keep everybody away, and do not come back to look."),
    gettext_lazy("Do not use radio or telephone beside it. Call the explosives officers from far away."),
)


def facts(packet: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """Kind, district and day, in words."""
    pack = charter.current()
    seen = datetime.fromisoformat(packet["seen_at"]).astimezone(pack.jurisdiction.tz).date()
    kind = pack.label("device_facets", packet["delivery"], language) if packet["delivery"] else ""
    told = [
        (_("How it was brought or placed"), kind),
        (_("District"), called(packet["district"])),
        (_("Seen on"), day(seen)),
    ]
    return [(label, value) for label, value in told if value]


def pdf(packet: dict[str, Any], *, number: str, issuer: str, language: str, now: datetime) -> bytes:
    """The sheet, in the reader's language."""
    with override(language):
        blocks: list[documents.Block] = [
            documents.Notice("\n".join(str(line) for line in ALWAYS)),
            documents.Facts(facts(packet, language)),
            documents.Paragraph(_("What it looks like"), packet["looks_like"]),
            *([documents.Paragraph(_("What else to do"), packet["advice"])] if packet["advice"] else []),
            *([documents.Facts(((_("Call"), documents.apart(packet["contact"])),))] if packet["contact"] else []),
        ]
        return documents.pdf(
            documents.Document(
                language=language, title=_("Recognition bulletin"), issuer=issuer, issued_at=now, reference=number,
                note=_("Stays with your agency. Take it down when it is withdrawn."), blocks=blocks,
            )
        )  # fmt: skip
