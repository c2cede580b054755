from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tansiq.kernel.access"
    label = "access"
