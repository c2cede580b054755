from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "tansiq.gateway"
    label = "gateway"

    def ready(self) -> None:
        from tansiq.gateway import desk_lines
        from tansiq.kernel import deskline

        deskline.register(desk_lines.desk_lines)
