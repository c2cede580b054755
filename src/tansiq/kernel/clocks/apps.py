from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "tansiq.kernel.clocks"
    label = "clocks"

    def ready(self) -> None:
        from tansiq.kernel.clocks import retention  # models are loaded by now, not before

        retention.register()
