from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    name = "tansiq.compartments.intelligence"
    label = "intelligence"

    def ready(self) -> None:
        from tansiq.compartments.intelligence import passages, retention

        passages.register()
        retention.register()
