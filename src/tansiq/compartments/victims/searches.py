"""Searches for heirs: reads, and the public notice, which says nothing of a case and of nobody but whom it is about."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.victims.models import HeirSearch
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.documents import Block, Document, Facts, Paragraph
from tansiq.kernel.problems import existing
from tansiq.kernel.reading import number

LANGUAGE, MOST = "ar", 200
REPLY_DAYS = "NOTICE-REPLY-DAYS"


def searches(matter_id: UUID) -> list[HeirSearch]:
    """Searches of a file, the first first."""
    return list(HeirSearch.objects.filter(matter_id=matter_id).select_related("victim")[:MOST])


def open_searches(limit: int) -> list[HeirSearch]:
    """Those that have no outcome, the one whose day comes first before all."""
    rows = HeirSearch.objects.filter(ended_at=None).select_related("matter", "victim")
    return list(rows.order_by("due_on", "id")[:limit])


def search(search_id: UUID) -> HeirSearch:
    """One search.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(HeirSearch.objects.filter(id=search_id).select_related("matter", "victim"))


def log_printed(row: HeirSearch, *, actor: Actor, now: datetime) -> None:
    """A notice that names who died is a read of the file like any other (G13)."""
    if row.prints_name:
        audit.record_read(
            "victims.notice_read", row.matter, actor=actor, at=now, purpose="OPEN_CASE", reference=row.matter.number,
            owner_id=row.owner_id,
        )  # fmt: skip


def notice(row: HeirSearch, *, office: str, now: datetime) -> Document:
    """The notice that hangs in public, in Arabic whatever the desk reads.

    Nothing on it tells of an accused, of a file, of who died by whose hand, or of what anybody may claim.
    """
    with override(LANGUAGE):
        facts = ((_("Where"), row.place), (_("When"), row.happened), (_("Court"), row.court), (_("Ask at"), office))
        blocks: tuple[Block, ...] = (
            Paragraph(_("Whom we look for"), _whom(row)),
            Facts(tuple((label, value) for label, value in facts if value)),
            *(Paragraph(heading, text) for heading, text in _asked(now)),
        )
        return Document(
            language=LANGUAGE, title=_("Search for a family"), issuer=office, issued_at=now, reference=row.number,
            blocks=blocks,
        )  # fmt: skip


def _whom(row: HeirSearch) -> str:
    if row.prints_name and row.victim.name:
        return _("We look for the family of %(name)s, who has died.") % {"name": row.victim.name}
    return _("Somebody has died, and nobody knows the family. Perhaps you miss somebody from there.")


def _asked(now: datetime) -> list[tuple[str, str]]:
    """What is asked of whoever reads it. A period that no lawyer has confirmed shuts nobody out (W-5)."""
    days = charter.current().on(charter.local_day(now)).heirs.setting(REPLY_DAYS)
    until = _("No last day is set.")
    if days:
        until = _("Come within %(days)s days if you can. No lawyer has confirmed this period.") % {"days": number(days)}
    return [
        (_("What you can do"), _("Come to this office, or to any civil desk. Say the number at the head of this sheet."
                                 " You need no papers. It costs nothing.")),
        (_("Until when"), " ".join((until, _("Whoever comes later is heard as well.")))),
        (_("You decide whom you tell"), _("You can come alone, or with somebody whom you trust. You can ask for a"
                                          " woman. Nobody else is told that you came.")),
        (_("What this sheet is not"), _("It decides nothing of anybody’s right, and it accuses nobody.")),
    ]  # fmt: skip
