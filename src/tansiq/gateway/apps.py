from functools import partial

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "tansiq.gateway"
    label = "gateway"

    def ready(self) -> None:
        from tansiq.gateway import checks, desk_lines, retention  # noqa: F401  checks register themselves
        from tansiq.kernel import deskline, footprint

        deskline.register(desk_lines.desk_lines)
        retention.register()
        footprint.register(partial(footprint.lines, "gateway_footprint"))
        footprint.register_reads(partial(footprint.pairs, "gateway_kits_read"))
