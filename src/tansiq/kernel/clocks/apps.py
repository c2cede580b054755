from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "tansiq.kernel.clocks"
    label = "clocks"
