"""Headers that every answer carries: pages, fragments, the API, static files, redirects and errors alike."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What a browser can do and Tansiq never asks of it: all of it is off, for us and for whatever would be framed.
# Only names that browsers in use know: each further one is a complaint in their console.
FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
# Passkeys are asked for on our own pages alone.
OWN_FEATURES = ("publickey-credentials-create", "publickey-credentials-get")
FIXED = {
    "Permissions-Policy": ", ".join([f"{one}=()" for one in FEATURES] + [f"{one}=(self)" for one in OWN_FEATURES]),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """The outermost: no answer passes it by, whoever made it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]  # none of ours: no session has such a key, and no database looks for one
        response = self.get_response(request)
        for name, value in FIXED.items():
            response.headers[name] = value
        # Static files say nothing of anybody. All else may: no browser and no proxy keeps a copy.
        if not request.path.startswith(settings.STATIC_URL) or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        return response
