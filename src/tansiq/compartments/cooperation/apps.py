from functools import partial

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "tansiq.compartments.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from tansiq.compartments.cooperation import desk_lines, retention  # models are loaded by now, not before
        from tansiq.compartments.cooperation.actions import receive_assessment
        from tansiq.gateway.passages import register_receiver
        from tansiq.kernel import deskline, footprint

        deskline.register(desk_lines.desk_lines)
        retention.register()
        register_receiver("danger_assessed", receive_assessment)
        footprint.register_by_number(partial(footprint.lines_by_number, "cooperation_footprint", by_handle=True))
        footprint.register_names_read(partial(footprint.triples, "cooperation_names_read"))
