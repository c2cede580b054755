"""Pages of the protection desk; mounted at `protection/`."""

from django.urls import path

from tansiq.compartments.protection import views
from tansiq.compartments.protection import views_dangers as dangers

app_name = "protection"

urlpatterns = [
    path("threats/", views.threats, name="threats"),
    path("threats/<uuid:threat_id>/", views.threat, name="threat"),
    path("dangers/", dangers.listing, name="dangers"),
    path("dangers/<uuid:danger_id>/", dangers.show, name="danger"),
    path("plans/", views.checks, name="checks"),
    path("plans/<uuid:check_id>/", views.check, name="check"),
    path("protected/", views.protected, name="protected"),
    path("protected/new/", views.protected_new, name="protected_new"),
    path("protected/<uuid:protected_id>/end/", views.protected_end, name="protected_end"),
]
