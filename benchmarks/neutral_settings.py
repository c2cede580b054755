"""Settings of the server that `benchmarks.neutrality` asks: the product's, with a counter of queries in front."""

from tansiq.config import settings
from tansiq.config.settings import *  # noqa: F403

MIDDLEWARE = ["benchmarks.neutral_server.Counted", *settings.MIDDLEWARE]
_quiet = {"django.request": {"level": "ERROR"}}  # every ask over budget would be a line otherwise
LOGGING = settings.LOGGING | {"loggers": {**settings.LOGGING["loggers"], **_quiet}}  # type: ignore[dict-item]
