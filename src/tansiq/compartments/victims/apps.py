from functools import partial

from django.apps import AppConfig


class VictimsConfig(AppConfig):
    name = "tansiq.compartments.victims"
    label = "victims"

    def ready(self) -> None:
        from tansiq.compartments.victims import desk, notices, retention  # models are loaded by now, not before
        from tansiq.compartments.victims.actions.notices import receive_cooperation, receive_hearing, receive_ruling
        from tansiq.gateway.passages import register_receiver
        from tansiq.kernel import deskline, footprint

        deskline.register(desk.desk_lines)
        deskline.register(notices.desk_lines)
        retention.register()
        notices.register_retention()
        register_receiver("hearing_notice", receive_hearing)
        register_receiver("ruling_notice", receive_ruling)
        register_receiver("cooperation_notice", receive_cooperation)
        footprint.register_by_number(partial(footprint.lines_by_number, "victims_footprint", by_handle=True))
        footprint.register_names_read(partial(footprint.triples, "victims_names_read"))
