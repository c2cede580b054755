"""Pages of the victims' room; mounted at `victims/`."""

from django.urls import path

from tansiq.compartments.victims.views import contacts, errands, matters, printing, recording, stops, wishes

app_name = "victims"

urlpatterns = [
    path("", matters.listing, name="matters"),
    path("new/", matters.new, name="matter_new"),
    path("<uuid:matter_id>/", matters.show, name="matter"),
    path("<uuid:matter_id>/court/", matters.court, name="matter_court"),
    path("<uuid:matter_id>/victims/new/", recording.victim, name="victim_new"),
    path("<uuid:matter_id>/accused/new/", recording.accused, name="accused_new"),
    path("<uuid:matter_id>/certificate/", recording.certificate, name="certificate"),
    path("<uuid:matter_id>/record/<str:fact>/", recording.fact, name="fact"),
    path("stops/", stops.holds, name="holds"),
    path("stops/month/", stops.month, name="holds_month"),
    path("stops/<uuid:hold_id>/taken/", stops.hold_taken, name="hold_taken"),
    path("stops/<uuid:hold_id>/review/", stops.review, name="hold_review"),
    path("diya/", printing.diya, name="diya"),
    path("diya/sheet/", printing.diya_pdf, name="diya_pdf"),
    path("<uuid:matter_id>/state/sheet/", printing.state, name="state_pdf"),
    path("<uuid:matter_id>/timeline/", printing.timeline, name="timeline"),
    path("<uuid:matter_id>/timeline/sheet/", printing.timeline_pdf, name="timeline_pdf"),
    path("<uuid:matter_id>/request/", wishes.ask, name="request_new"),
    path("<uuid:matter_id>/threat/", wishes.threat, name="threat"),
    path("<uuid:matter_id>/waiver/", wishes.waiver, name="waiver_new"),
    path("<uuid:matter_id>/pardon/", wishes.pardon, name="pardon_new"),
    path("<uuid:matter_id>/about/<str:fact>/", wishes.about, name="about"),
    path("<uuid:matter_id>/waivers/<str:code>/", wishes.show, name="waiver"),
    path("<uuid:matter_id>/waivers/<str:code>/read-aloud/", wishes.explain, name="explain"),
    path("<uuid:matter_id>/waivers/<str:code>/sheet/", wishes.explain_pdf, name="explain_pdf"),
    path("<uuid:matter_id>/waivers/<str:code>/session/", wishes.session, name="session"),
    path("<uuid:matter_id>/waivers/<str:code>/again/", wishes.again, name="again"),
    path("<uuid:matter_id>/waivers/<str:code>/elsewhere/", errands.send, name="errand_new"),
    path("errands/", errands.listing, name="errands"),
    path("errands/<uuid:errand_id>/", errands.errand, name="errand"),
    path("errands/<uuid:errand_id>/take-in/", errands.take_in, name="errand_taken_in"),
    path("errands/<uuid:errand_id>/call-back/", errands.call_back, name="errand_called_back"),
    path("<uuid:matter_id>/waivers/<str:code>/send/", wishes.send, name="send"),
    path("<uuid:matter_id>/counsel/", contacts.counsel_new, name="counsel_new"),
    path("counsel/<uuid:counsel_id>/end/", contacts.counsel_end, name="counsel_end"),
    path("people/<uuid:party_id>/", contacts.party, name="party"),
    path("people/<uuid:party_id>/plan/", contacts.plan, name="plan"),
    path("people/<uuid:party_id>/withdraw/", contacts.withdraw, name="consent_withdraw"),
    path("people/<uuid:party_id>/contact/", contacts.contact_new, name="contact_new"),
    path("people/<uuid:party_id>/took-place/", contacts.took_place, name="contact_took_place"),
    path("contacts/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("contacts/<uuid:contact_id>/letter/", printing.letter, name="letter"),
]
