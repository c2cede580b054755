from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tansiq.kernel.audit"
    label = "audit"
