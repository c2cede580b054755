from django.apps import AppConfig


class VictimsConfig(AppConfig):
    name = "tansiq.compartments.victims"
    label = "victims"

    def ready(self) -> None:
        from tansiq.compartments.victims import desk, retention  # models are loaded by now, not before
        from tansiq.kernel import deskline

        deskline.register(desk.desk_lines)
        retention.register()
