from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "tansiq.kernel.packs"
    label = "packs"
