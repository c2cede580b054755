from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tansiq.exchange"
    label = "exchange"

    def ready(self) -> None:
        from tansiq.exchange import retention
        from tansiq.exchange.desk_lines import desk_lines  # models are loaded by now, not before
        from tansiq.kernel import deskline

        deskline.register(desk_lines)
        retention.register()
