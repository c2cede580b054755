"""Imports of published lists: what was read, how a new version differs, and confirming it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.exchange import actions, queries
from tansiq.exchange.forms import CHANGES, ConfirmForm, ImportFilter, RowFilter
from tansiq.exchange.models import Import, StagedRow
from tansiq.kernel.access import queries as access
from tansiq.kernel.audit import queries as audit
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import given, keeps_words
from tansiq.kernel.pages.request import OfficerRequest

Shown = dict[str, Any]
# The issuers' own numbers of rows: no content, so no change.
ROW_NUMBERS = frozenset({"DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "Alt_num", "Add_num"})


def _line(row: Import, agencies: dict[UUID, str]) -> Shown:
    overtaken = queries.is_overtaken(row)
    state = _("Overtaken by a later version") if overtaken else _("Waits for you")
    return {
        "id": row.id, "list": agencies.get(row.owner_id, row.list_code), "published_on": row.published_on,
        "read_at": row.staged_at, "added": row.added, "changed": row.changed, "removed": row.removed,
        "blocked": row.blocked, "state": _("Applied") if row.state == Import.State.APPLIED else state,
        "confirmed_at": row.confirmed_at, "waits": row.state == Import.State.STAGED and not overtaken,
    }  # fmt: skip


@require_safe
def imports(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "exchange.stage")
    form = ImportFilter(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    page, pager = flow.page_of(request, queries.imports(**told))
    names = access.agency_names()
    context = {
        "lines": [_line(row, names) for row in page], "pager": pager, "form": form, "is_filtered": any(told.values()),
    }  # fmt: skip
    return render(request, "exchange/imports.html", context)


def _texts(value: Any) -> list[str]:
    """Every text inside a value of the issuer's record, in order."""
    if isinstance(value, dict):
        return [text for field, item in value.items() if field not in ROW_NUMBERS for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return [str(value)] if value else []


def _changes_of_source(before: dict[str, Any], after: dict[str, Any]) -> list[Shown]:
    """Fields of the issuer's record that differ, under its own names."""
    fields = [field for field in dict.fromkeys([*before, *after]) if field not in ROW_NUMBERS]
    pairs = ((field, _texts(before.get(field)), _texts(after.get(field))) for field in fields)
    return [{"label": field, "before": old, "after": new} for field, old, new in pairs if old != new]


def _difference(row: StagedRow, list_code: str) -> Shown:
    """One difference: the entry as published, and for a changed one each field before and after."""
    after = queries.staged(row)
    before = None if row.change == StagedRow.Change.ADDED else queries.held(list_code, row.reference_number)
    words = {
        "names": _("Names"), "births": _("Births"), "papers": _("Papers"), "nationalities": _("Nationalities"),
        "instrument": _("Instrument"),
    }  # fmt: skip
    changes = [
        {"label": label, "before": getattr(before, field), "after": getattr(after, field)}
        for field, label in words.items()
        if before and after and getattr(before, field) != getattr(after, field)
    ]
    if before and after and not changes:
        changes = _changes_of_source(before.source, after.source)
    return {
        "reference": row.reference_number, "change": CHANGES[StagedRow.Change(row.change)],
        "entry": after or before, "changes": changes, "is_change": row.change == StagedRow.Change.CHANGED,
    }  # fmt: skip


def _trail(row: Import) -> list[Shown]:
    entries = audit.of_subject(row.id)
    users = get_user_model().objects.in_bulk({entry.user_id for entry in entries if entry.user_id})
    words = {"exchange.list_read": _("List read"), "exchange.import_confirmed": _("Confirmed and applied")}
    return [
        {
            "at": entry.at, "title": words.get(entry.act, entry.act),
            "by": users[entry.user_id].get_username() if entry.user_id in users else _("command line"),
        }
        for entry in entries
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@keeps_words
def show(request: OfficerRequest, import_id: UUID) -> HttpResponse:
    flow.require(request, "exchange.stage")
    row = queries.get(import_id)
    form = ConfirmForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.confirm_import, import_id=row.id) is not None:
        return redirect("exchange:import", row.id)
    filters = RowFilter(given(request))
    told = filters.cleaned_data if filters.is_valid() else {}
    rows = queries.staged_rows(row.id, change=told.get("change", ""), text=told.get("q", ""))
    page, pager = flow.page_of(request, rows)
    line = _line(row, access.agency_names())
    context = {
        "line": line, "form": form, "filters": filters, "is_filtered": any(told.values()), "pager": pager,
        "rows": [_difference(item, row.list_code) for item in page], "is_older": queries.is_older(row),
        "may_confirm": line["waits"] and request.actor.has("exchange.confirm"), "events": _trail(row),
    }  # fmt: skip
    return render(request, "exchange/import.html", context, status=flow.status_of(form))
