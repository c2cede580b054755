"""Pages of the inspector; mounted at `oversight/`."""

from django.urls import path

from tansiq.compartments.oversight import views

app_name = "oversight"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("log/", views.log, name="log"),
    path("refusals/", views.refusals, name="refusals"),
]
