from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "tansiq.compartments.oversight"
    label = "oversight"

    def ready(self) -> None:
        from tansiq.compartments.oversight import actions, retention  # models are loaded by now, not before
        from tansiq.gateway import passages

        passages.register_receiver("notice", actions.receive_notice)
        retention.register()
