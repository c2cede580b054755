"""The map and the search for places: districts as areas, points only where the precision allows one."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.areas import DISTRICT, Area
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.geography import layers
from tansiq.kernel.geography import queries as geography
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.places import words_of
from tansiq.kernel.pages.request import OfficerRequest

MOST_FOUND, MOST_MARKS = 8, 500


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Districts that a name means; the page, or the list alone below a field that is typed in."""
    typed = next((str(value) for value in request.GET.values() if value), "")
    pack = charter.current()
    found = [(pcode, words_of(pack.area(pcode))) for pcode in geography.find_districts(typed, limit=MOST_FOUND)]
    context = {"typed": typed, "found": found}
    is_part = getattr(request, "htmx", False)
    return render(request, "desk/parts/found.html" if is_part else "desk/places.html", context)


def _words(mark: layers.Mark) -> dict[str, Any]:
    try:
        area = charter.current().area(mark.district)
        where = words_of(area)
    except UnknownCode:
        where = mark.district
    precisions = {
        layers.Precision.DISTRICT: _("somewhere in the district"),
        layers.Precision.AREA: _("an area"),
        layers.Precision.POINT: _("a point"),
    }
    return {"mark": mark, "where": where, "precision": precisions[mark.precision]}


def _drawn(marks: list[layers.Mark]) -> str:
    """What the script draws: districts with how many marks, outlines and points; no words but layer and reference."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.district] = counts.get(mark.district, 0) + 1
    told = {
        "districts": counts,
        "outlines": [mark.drawn_outline.as_lists() for mark in marks if mark.drawn_outline],
        "points": [
            {"at": list(mark.drawn_point), "words": f"{mark.layer}: {mark.reference}"}
            for mark in marks
            if mark.drawn_point
        ],
    }
    return json.dumps(told, ensure_ascii=False)


def _script(chosen: Area | None) -> dict[str, Any]:
    """Where the script finds its library and the outlines, and the words that it says."""
    lang = get_language() or "ar"
    pack, outlines = charter.current(), geography.outlines_file()
    # Sub-districts are many: those of one district alone, once it is looked at.
    nearest = pack.subdistricts_of(chosen.pcode) if chosen and chosen.level == DISTRICT else ()
    levels = (pack.governorates(), pack.districts(), nearest)
    names = {area.pcode: area.name(lang) for areas in levels for area in areas}
    wide, close, near = ({area.pcode: [area.lon, area.lat] for area in areas} for areas in levels)
    within = geography.subdistricts_file(chosen.pcode) if chosen and nearest else ""
    return {
        "library": static("vendor/maplibre-gl.mjs"), "worker": static("vendor/maplibre-gl-worker.mjs"),
        "outlines": static(outlines) if outlines else "", "names": json.dumps(names, ensure_ascii=False),
        "places": json.dumps({"wide": wide, "close": close, "near": near}),
        "within": static(within) if within else "",
        "words": json.dumps({
            "Map.Title": _("Map"), "NavigationControl.ZoomIn": _("Closer"), "NavigationControl.ZoomOut": _("Farther"),
            "Marker.Title": _("Point on the map"),
        }, ensure_ascii=False),
    }  # fmt: skip


@require_GET
def areas_map(request: OfficerRequest) -> HttpResponse:
    """The map with what the reader's own rooms put on it, and the same in a table."""
    actor = request.actor
    marks = layers.marks(actor, timezone.now())[:MOST_MARKS]
    at = request.GET.get("at", "").strip().upper()
    try:
        chosen = charter.current().area(at) if at else None
    except UnknownCode:
        chosen = None
    if chosen is not None and chosen.level == DISTRICT:
        marks = [mark for mark in marks if mark.district == chosen.pcode]
    page, pager = flow.page_of(request, [_words(mark) for mark in marks])
    context = {
        "rows": page, "pager": pager, "drawn": _drawn(marks), "script": _script(chosen), "chosen": chosen,
        "chosen_words": words_of(chosen) if chosen else "", "all_url": reverse("desk:map"),
        "neighbours": [
            (pcode, words_of(charter.current().area(pcode)))
            for pcode in (geography.with_neighbours(chosen.pcode)[1:] if chosen else ())
        ],
    }  # fmt: skip
    return render(request, "desk/map.html", context)
