from functools import partial

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "tansiq.gateway"
    label = "gateway"

    def ready(self) -> None:
        from tansiq.gateway import checks, desk_lines, queries, retention  # noqa: F401  checks register themselves
        from tansiq.kernel import addresses, deskline, footprint

        deskline.register(desk_lines.desk_lines)
        addresses.register(queries.glass_addresses)
        retention.register()
        footprint.register(partial(footprint.lines, "gateway_footprint"))
        footprint.register_reads(partial(footprint.pairs, "gateway_kits_read"))
