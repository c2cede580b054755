"""Pages of the cooperation room; mounted at `cooperation/`."""

from django.urls import path

from tansiq.compartments.cooperation.views import acts, files, roster

app_name = "cooperation"

urlpatterns = [
    path("", files.listing, name="files"),
    path("new/", files.new, name="file_new"),
    path("roster/", roster.roster, name="roster"),
    path("roster/<uuid:on_call_id>/end/", roster.off, name="on_call_end"),
    path("calls/<uuid:call_id>/", roster.call, name="call"),
    path("terms/<uuid:terms_id>/", files.terms, name="terms"),
    path("sessions/<uuid:session_id>/", files.session, name="session"),
    path("counsel/<uuid:defender_id>/end/", files.counsel_end, name="counsel_end"),
    path("handlers/<uuid:handler_id>/end/", files.handler_end, name="handler_end"),
    path("<uuid:file_id>/", files.show, name="file"),
    path("<uuid:file_id>/<slug:fact>/", acts.act, name="act"),
]
