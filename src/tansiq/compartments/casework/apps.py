from functools import partial

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "tansiq.compartments.casework"
    label = "casework"

    def ready(self) -> None:
        from tansiq.compartments.casework import desk_lines, desk_lines_court, lookups, mapped, named, retention
        from tansiq.compartments.casework.actions.doubts import receive_doubt
        from tansiq.compartments.casework.pictures import MOST_BYTES
        from tansiq.gateway import known_cases
        from tansiq.gateway.passages import register_receiver
        from tansiq.kernel import deskline, footprint, uploads
        from tansiq.kernel.decisions import named as decisions
        from tansiq.kernel.geography import layers

        deskline.register(desk_lines.desk_lines)
        deskline.register(desk_lines_court.desk_lines)
        layers.register(mapped.marks)
        decisions.register(named.names_in)
        register_receiver("statement_doubted", receive_doubt)
        known_cases.register(bears=lookups.bears, of_detention=lookups.of_detention)
        retention.register()
        uploads.take_at("casework:photograph_new", most_bytes=MOST_BYTES)
        for act in ("court_act_new", "paper_new", "letter_new"):
            uploads.take_at(f"casework:{act}", most_bytes=MOST_BYTES)
        footprint.register_by_number(partial(footprint.lines_by_number, "casework_footprint", by_handle=False))
        footprint.register_names_read(partial(footprint.triples, "casework_names_read"))
