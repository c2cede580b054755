from functools import partial

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "tansiq.compartments.protection"
    label = "protection"

    def ready(self) -> None:
        from tansiq.compartments.protection import actions, by_phone, desk_lines, retention  # models are loaded by now
        from tansiq.gateway import passages
        from tansiq.kernel import deskline, footprint

        passages.register_receiver("plan_check", actions.receive_plan)
        passages.register_receiver("threat", actions.receive_threat)
        passages.register_receiver("revenge_risk", actions.receive_revenge)
        passages.register_receiver("danger_question", actions.receive_question)
        deskline.register(desk_lines.desk_lines)
        retention.register()
        by_phone.register()
        footprint.register_by_number(partial(footprint.lines_by_number, "protection_footprint", by_handle=True))
        footprint.register_names_read(partial(footprint.triples, "protection_names_read"))
