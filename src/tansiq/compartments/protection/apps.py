from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "tansiq.compartments.protection"
    label = "protection"

    def ready(self) -> None:
        from tansiq.compartments.protection import actions, by_phone, desk_lines, retention  # models are loaded by now
        from tansiq.gateway import passages
        from tansiq.kernel import deskline

        passages.register_receiver("plan_check", actions.receive_plan)
        passages.register_receiver("threat", actions.receive_threat)
        passages.register_receiver("revenge_risk", actions.receive_revenge)
        deskline.register(desk_lines.desk_lines)
        retention.register()
        by_phone.register()
