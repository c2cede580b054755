"""Every address of the installation."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from tansiq.desk.api import api
from tansiq.desk.errors_views import nowhere
from tansiq.desk.views import (
    agencies,
    erasures,
    grants,
    home,
    members,
    phone,
    places,
    reference,
    roster,
    seal,
    security,
    shift,
)

CLOSED = ("email", "confirm-email", "password/set", "login/code/confirm", "inactive", "3rdparty/signup")

desk: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("health", home.health, name="health"),
    path("go/ask/", RedirectView.as_view(pattern_name="gateway:ask", query_string=True), name="ask"),
    path("display/", home.display, name="display"),
    path("reason/", home.reason, name="reason"),
    path("alarms/<uuid:alarm_id>/", home.alarm, name="alarm"),
    path("shift/", shift.shift, name="shift"),
    path("shift/mine/", shift.my_shift, name="my_shift"),
    path("shift/on-duty/", shift.on_duty, name="on_duty"),
    path("shift/off-duty/", shift.off_duty, name="off_duty"),
    path("seal/", seal.seal, name="seal"),
    path("ending/", erasures.ending, name="ending"),
    path("erasures/", erasures.erasures, name="erasures"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.new, name="agency_new"),
    path("agencies/<uuid:agency_id>/", agencies.agency, name="agency"),
    path("accounts/sessions/", security.sessions, name="sessions"),
    path("members/<uuid:member_id>/factor/", security.factor, name="factor"),
    path("agencies/<uuid:agency_id>/freeze/", agencies.freeze, name="agency_freeze"),
    path("members/", members.members, name="members"),
    path("members/new/", members.new, name="member_new"),
    path("members/roles/", grants.grants, name="grants"),
    path("members/roles/<uuid:grant_id>/", grants.grant, name="grant"),
    path("members/<uuid:member_id>/", members.member, name="member"),
    path("members/<uuid:member_id>/review/", members.review, name="member_review"),
    path("members/<uuid:member_id>/<str:act>/", members.act, name="member_act"),
    path("kin/", members.kin, name="kin"),
    path("kin/<uuid:kin_id>/end/", members.kin_end, name="kin_end"),
    path("roster/", roster.roster, name="roster"),
    path("roster/tonight/", roster.tonight, name="tonight"),
    path("roster/new/", roster.shift_new, name="shift_new"),
    path("roster/<uuid:shift_id>/cancel/", roster.shift_cancel, name="shift_cancel"),
    path("phone/confirm/<uuid:approval_id>/", phone.confirm, name="phone_confirm"),
    path("phone/<str:act>/<uuid:subject_id>/", phone.approve, name="phone"),
    path("map/", places.areas_map, name="map"),
    path("places/", places.places, name="places"),
    path("passages/", reference.passages, name="passages"),
    path("charter/", reference.charter, name="charter"),
    path("charter/difference/", reference.difference, name="charter_difference"),
    path("about/", reference.about, name="about"),
    path("components/", reference.components, name="components"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((desk, "desk"))),
    path("", include("tansiq.gateway.urls")),
    path("intelligence/", include("tansiq.compartments.intelligence.urls")),
    path("casework/", include("tansiq.compartments.casework.urls")),
    path("custody/", include("tansiq.compartments.custody.urls")),
    path("protection/", include("tansiq.compartments.protection.urls")),
    path("oversight/", include("tansiq.compartments.oversight.urls")),
    path("cooperation/", include("tansiq.compartments.cooperation.urls")),
    path("victims/", include("tansiq.compartments.victims.urls")),
    path("lists/", include("tansiq.exchange.urls")),
    path("api/v1/", api.urls),
    # Nobody is sent mail: whoever cannot sign in asks the officer whom the sign-in page names.
    path(
        "accounts/password/reset/",
        login_not_required(RedirectView.as_view(pattern_name="account_login")),
        name="account_no_mail",
    ),
    # What allauth brings and nobody uses here: mail, accounts by sign-up, passwords without an old one.
    *(path(f"accounts/{closed}/", nowhere, name="account_closed") for closed in CLOSED),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]

handler400 = "tansiq.desk.errors_views.bad_request"
handler403 = "tansiq.desk.errors_views.forbidden"
handler404 = "tansiq.desk.errors_views.not_found"
handler500 = "tansiq.desk.errors_views.defect"
