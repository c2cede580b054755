from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "tansiq.compartments.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from tansiq.compartments.cooperation import desk_lines, retention  # models are loaded by now, not before
        from tansiq.kernel import deskline

        deskline.register(desk_lines.desk_lines)
        retention.register()
