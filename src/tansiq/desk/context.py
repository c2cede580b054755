"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.access.naming import named
from tansiq.kernel.pages.request import display_of

# Permission (empty: everybody signed in), URL name, words. Asking has a button of its own.
PLACES = (
    ("", "desk:home", _("Duty desk")),
    ("gateway.ask", "gateway:asks", _("Receipts")),
    ("gateway.validate", "gateway:hits", _("Hits")),
    ("gateway.release", "gateway:hits", _("Hits")),
    ("gateway.read_disclosure", "gateway:disclosures", _("Disclosures")),
    ("", "gateway:recalls", _("Recalls")),
    ("gateway.take_stop", "gateway:stops", _("Stops")),
    ("gateway.order", "gateway:orders", _("Orders")),
    ("gateway.slip", "gateway:numbers", _("Slips")),
    ("people.redress", "gateway:numbers", _("Redress")),
    ("casework.read", "casework:cases", _("Cases")),
    ("casework.speak", "casework:pictures", _("Pictures")),
    ("casework.court", "casework:court_files", _("Court files")),
    ("casework.open", "casework:court_files", _("Court files")),
    ("casework.exhibit", "casework:exhibits", _("Exhibits")),
    ("intelligence.read", "intelligence:subjects", _("Subjects")),
    ("intelligence.read", "intelligence:reports", _("Reports")),
    ("intelligence.read", "intelligence:requests", _("Requests")),
    ("intelligence.read", "intelligence:plans", _("Plans")),
    ("intelligence.deconflict", "intelligence:plans", _("Plans")),
    ("intelligence.deconflict", "intelligence:conflicts", _("Conflicts")),
    ("intelligence.read", "desk:map", _("Map")),
    ("intelligence.deconflict", "desk:map", _("Map")),
    ("intelligence.read", "desk:ending", _("Ends by itself")),
    ("protection.read", "protection:threats", _("Threats")),
    ("protection.read", "protection:dangers", _("Dangers to assess")),
    ("protection.read", "protection:checks", _("Plans to answer")),
    ("protection.read", "protection:protected", _("Protected")),
    ("", "gateway:threat_new", _("A life is threatened")),
    ("gateway.hand_over", "desk:shift", _("Hand-over")),
    ("", "desk:my_shift", _("My shift")),
    ("gateway.break_glass", "gateway:glasses", _("Opened packets")),
    ("gateway.review_glass", "gateway:glasses", _("Opened packets")),
    ("gateway.hand_over", "desk:roster", _("Roster")),
    ("access.plan", "desk:roster", _("Roster")),
    ("victims.read", "victims:matters", _("Victims and heirs")),
    ("cooperation.read", "cooperation:files", _("Cooperation")),
    ("oversight.read_log", "victims:holds", _("Stops of courts")),
    ("exchange.stage", "exchange:imports", _("Lists")),
    ("custody.record", "custody:register", _("Register of detentions")),
    ("custody.arrest", "custody:register", _("Register of detentions")),
    ("custody.read_all", "custody:register", _("Register of detentions")),
    ("custody.child", "custody:register", _("Register of detentions")),
    ("custody.order", "custody:presentations", _("Presentations")),
    ("custody.record", "custody:gate", _("Gate")),
    ("custody.inspect", "custody:inspection", _("Places and alarms")),
    ("custody.enquire", "custody:enquiries", _("Families")),
    ("custody.answer", "custody:asked", _("Families’ questions")),
    ("oversight.answer", "oversight:owed", _("For the inspector")),
    ("oversight.file", "oversight:complaints", _("Complaints")),
    ("oversight.second_key", "oversight:footprints", _("Footprints")),
    ("oversight.read_log", "oversight:inbox", _("Oversight")),
    ("oversight.read_log", "desk:erasures", _("Erasures")),
    ("access.standing", "desk:agencies", _("Agencies")),
    ("access.grant", "desk:members", _("Members")),
    ("access.review", "desk:members", _("Members")),
    ("access.confirm", "desk:grants", _("Roles to confirm")),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """Navigation, who is signed in, and how they want to read."""
    actor = getattr(request, "actor", None)
    display = display_of(request)
    provider = settings.TANSIQ_IDENTITY_PROVIDER
    shown: dict[str, Any] = {"display": display, "identity_provider": provider.name if provider else ""}
    if actor is None or actor.user_id is None:
        return shown | {"nav": [], "member": None}
    seen: dict[str, dict[str, Any]] = {}
    places = PLACES if getattr(request, "lacks", None) is None else ()  # nothing opens before the sign-in is complete
    for permission, name, label in places:
        if not permission or actor.has(permission):
            url = reverse(name)
            seen.setdefault(url, {"url": url, "label": label, "current": request.path == url})
    member: dict[str, Any] = {"name": named(actor.name), "handle": actor.handle, "agency": named(actor.agency_name)}
    member["may_ask"] = actor.has("gateway.ask")
    return shown | {"nav": list(seen.values()), "member": member}
