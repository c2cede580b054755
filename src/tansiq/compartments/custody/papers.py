"""What is printed: the receipt for a person's things, an extract of the register, the sheet of a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tansiq.compartments.custody.actions.writing import ITEMS_CUT
from tansiq.compartments.custody.models import Detention, Event, Handover, HandoverLine
from tansiq.compartments.custody.views import shown
from tansiq.compartments.custody.words import FLAGS
from tansiq.kernel import documents
from tansiq.kernel.access.naming import named
from tansiq.kernel.reading import kept, moment, number


def _moment(at: datetime | None) -> str:
    return moment(at) if at else ""


def _language() -> str:
    return get_language() or "ar"


def _paper(title: str, number: str, now: datetime, blocks: Sequence[documents.Block], issuer: str) -> bytes:
    paper = documents.Document(
        language=_language(), title=title, issuer=issuer, reference=number, issued_at=now, blocks=blocks
    )
    return documents.pdf(paper)


def receipt(row: Detention, name: str, events: Sequence[Event], *, now: datetime, issuer: str) -> bytes:
    """Everything that was taken from somebody, for his hands; whoever signs for it stands below."""
    with documents.printed(_language()):
        rows = [
            (number(place), item, _moment(event.at), named(event.recorded_by_name))
            for event in events if event.kind == "property"
            for place, item in enumerate(event.details.get("items", []), 1)
        ]  # fmt: skip
        blocks: list[documents.Block] = [
            documents.Facts(((_("Name"), name), (_("Number"), row.number), (_("Place"), shown.place(row.place)))),
            documents.Table(
                (_("No."), _("Thing"), _("Taken at"), _("By")),
                rows or [("—", _("Nothing was taken."), "", "")],
                widths=(1, 5, 5, 4),
            ),
            *([documents.Notice(str(FLAGS[ITEMS_CUT]))] if _is_cut(events) else []),
            documents.Notice(_("Whoever is released gets every one of these things back against this paper.")),
            documents.Signatures((_("The person, or who reads it to him"), _("Whoever keeps the things"))),
        ]
        return _paper(_("Receipt for things taken"), row.number, now, blocks, issuer)


def _is_cut(events: Sequence[Event]) -> bool:
    return any(event.kind == "property" and ITEMS_CUT in event.details.get("flags", []) for event in events)


def extract(row: Detention, name: str, events: Sequence[Event], *, now: datetime, issuer: str) -> bytes:
    """The register's record of one person, event by event, as it was written down."""
    with documents.printed(_language()):
        agencies = shown.agencies()
        told = [shown.event(event, agencies) for event in events]
        rows = [(_moment(one["at"]), one["title"], one["text"].replace("\n", " · "), one["by"]) for one in told]
        blocks: list[documents.Block] = [
            documents.Facts((
                (_("Name"), name), (_("Number"), row.number), (_("State"), row.get_state_display()),
                (_("Place"), shown.place(row.place)), (_("Held by"), agencies.get(row.owner_id, "")),
                (_("Since"), _moment(row.since)),
            )),
            documents.Table((_("When"), _("What"), _("As written down"), _("By")), rows, widths=(3, 4, 8, 4)),
        ]  # fmt: skip
        return _paper(_("Extract of the register of detentions"), row.number, now, blocks, issuer)


def _things(told: dict[str, Any]) -> str:
    cut = [str(FLAGS[ITEMS_CUT])] if told.get("is_property_cut") else []
    return " · ".join([*told.get("property", []), *cut])


def sheet(
    row: Handover, lines: Sequence[HandoverLine], names: dict[object, str], *, now: datetime, issuer: str
) -> bytes:
    """The hand-over sheet: person by person, with room for the receiving authority's signature beside each."""
    with documents.printed(_language()):
        agencies = shown.agencies()
        rows = []
        for line in lines:
            told = line.sheet
            order = "\n".join(filter(None, (told.get("order", ""), kept(told.get("until", "")[:10]))))
            went = _("yes") if told.get("release_ordered") else ""
            signed = (
                "" if line.is_received is None else named(line.signed_by_name) if line.is_received else _("not there")
            )
            rows.append((
                number(line.place), names.get(line.detention_id, ""), order, kept(told.get("medical_at", "")),
                _things(told), went, signed,
            ))  # fmt: skip
        blocks: list[documents.Block] = [
            documents.Facts((
                (_("Place"), shown.place(row.place)), (_("Hands over"), agencies.get(row.owner_id, "")),
                (_("Receives"), agencies.get(row.to_id, "")), (_("People on this sheet"), number(len(lines))),
            )),
            documents.Table(
                (
                    _("No."), _("Name"), _("Order, until"), _("Doctor"), _("Things"), _("To be released"),
                    _("Received by"),
                ),
                rows,
                widths=(1, 5, 4, 3, 4, 2, 4),
            ),
            documents.Notice(_("Whoever is not signed for is missing in transfer, and the inspector is told.")),
            documents.Signatures((_("Hands over"), _("Receives"))),
        ]  # fmt: skip
        return _paper(_("Hand-over of a place of detention"), row.number, now, blocks, issuer)
