"""Pages of the cooperation room; mounted at `cooperation/`."""

from django.urls import path

from tansiq.compartments.cooperation.views import acts, claims, files, printing, promises, roster

app_name = "cooperation"

urlpatterns = [
    path("", files.listing, name="files"),
    path("new/", files.new, name="file_new"),
    path("child/", files.child, name="child_new"),
    path("roster/", roster.roster, name="roster"),
    path("roster/<uuid:on_call_id>/end/", roster.off, name="on_call_end"),
    path("calls/<uuid:call_id>/", roster.call, name="call"),
    path("terms/<uuid:terms_id>/", files.terms, name="terms"),
    path("sessions/<uuid:session_id>/", files.session, name="session"),
    path("terms/<uuid:terms_id>/sheet/", printing.terms, name="terms_sheet"),
    path("sessions/<uuid:session_id>/sheet/", printing.session, name="session_sheet"),
    path("counsel/<uuid:defender_id>/end/", files.counsel_end, name="counsel_end"),
    path("handlers/<uuid:handler_id>/end/", files.handler_end, name="handler_end"),
    path("sessions/<uuid:session_id>/mentions/", claims.mentions, name="mentions"),
    path("sessions/<uuid:session_id>/claim/", claims.new, name="claim_new"),
    path("claims/<uuid:claim_id>/", claims.show, name="claim"),
    path("claims/<uuid:claim_id>/<slug:fact>/", claims.act, name="claim_act"),
    path("checks/<uuid:verify_id>/", claims.check, name="check"),
    path("promises/", promises.listing, name="promises"),
    path("promises/new/", promises.new, name="promise_new"),
    path("promises/<uuid:promise_id>/", promises.show, name="promise"),
    path("<uuid:file_id>/promises/sheet/", printing.promises, name="promises_sheet"),
    path("<uuid:file_id>/claims/", claims.listing, name="claims"),
    path("<uuid:file_id>/", files.show, name="file"),
    path("<uuid:file_id>/<slug:fact>/", acts.act, name="act"),
]
