from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "tansiq.kernel.decisions"
    label = "decisions"

    def ready(self) -> None:
        from tansiq.kernel.decisions import retention  # models are loaded by now, not before

        retention.register()
