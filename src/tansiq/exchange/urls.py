"""Pages of the list keeper; mounted at `lists/`."""

from django.urls import path

from tansiq.exchange import views

app_name = "exchange"

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<uuid:import_id>/", views.show, name="import"),
]
