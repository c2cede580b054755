from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "tansiq.compartments.custody"
    label = "custody"

    def ready(self) -> None:
        from tansiq.compartments.custody import passages  # models are loaded by now, not before

        passages.register()
