from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tansiq.desk"
    label = "desk"

    def ready(self) -> None:
        from tansiq.desk import factors, lines, security_lines  # models are loaded by now, not before
        from tansiq.kernel import deskline

        factors.connect()
        deskline.register(security_lines.lines)
        deskline.register(security_lines.grants)
        deskline.register(lines.desk_lines)
