from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "tansiq.kernel.retention"
    label = "retention"
