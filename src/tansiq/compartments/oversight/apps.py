from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "tansiq.compartments.oversight"
    label = "oversight"

    def ready(self) -> None:
        from tansiq.compartments.oversight import (
            actions,
            desk_lines,
            queries,
            retention,
        )  # models are loaded by now, not before
        from tansiq.gateway import passages
        from tansiq.kernel import addresses, deskline

        deskline.register(desk_lines.desk_lines)
        addresses.register(queries.addresses)
        passages.register_receiver("notice", actions.receive_notice)
        retention.register()
