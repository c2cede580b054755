from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "tansiq.compartments.oversight"
    label = "oversight"

    def ready(self) -> None:
        from tansiq.compartments.oversight import actions, desk_lines, retention  # models are loaded by now, not before
        from tansiq.gateway import passages
        from tansiq.kernel import deskline

        deskline.register(desk_lines.desk_lines)
        passages.register_receiver("notice", actions.receive_notice)
        retention.register()
