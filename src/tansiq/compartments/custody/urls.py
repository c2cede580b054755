"""Pages of the custody room; mounted at `custody/`."""

from django.urls import path

from tansiq.compartments.custody.views import enquiries, register, rooms

app_name = "custody"

urlpatterns = [
    path("", register.register, name="register"),
    path("arrests/new/", register.arrest_new, name="arrest_new"),
    path("<uuid:detention_id>/", register.detention, name="detention"),
    path("<uuid:detention_id>/act/<str:kind>/", register.act, name="act"),
    path("<uuid:detention_id>/receipt.pdf", register.receipt, name="receipt"),
    path("<uuid:detention_id>/extract.pdf", register.extract, name="extract"),
    path("presentations/", rooms.presentations, name="presentations"),
    path("gate/", rooms.gate, name="gate"),
    path("inspection/", rooms.inspection, name="inspection"),
    path("places/", rooms.places, name="places"),
    path("places/new/", rooms.place_new, name="place_new"),
    path("places/<uuid:place_id>/end/", rooms.place_end, name="place_end"),
    path("places/<uuid:place_id>/handover/", rooms.handover_new, name="handover_new"),
    path("handovers/<uuid:handover_id>/", rooms.handover, name="handover"),
    path("handovers/<uuid:handover_id>/sheet.pdf", rooms.handover_sheet, name="handover_sheet"),
    path("handovers/<uuid:handover_id>/close/", rooms.handover_close, name="handover_close"),
    path("handovers/lines/<uuid:line_id>/", rooms.handover_sign, name="handover_sign"),
    path("tasks/<uuid:task_id>/", rooms.task, name="task"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/new/", enquiries.enquiry_new, name="enquiry_new"),
    path("enquiries/<uuid:enquiry_id>/", enquiries.enquiry, name="enquiry"),
    path("asked/", enquiries.asked, name="asked"),
    path("asked/<uuid:ask_id>/", enquiries.answer, name="answer"),
]
