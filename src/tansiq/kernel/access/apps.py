from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tansiq.kernel.access"
    label = "access"

    def ready(self) -> None:
        from tansiq.kernel.access import retention  # models are loaded by now, not before

        retention.register()
