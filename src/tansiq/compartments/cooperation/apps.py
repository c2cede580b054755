from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "tansiq.compartments.cooperation"
    label = "cooperation"
