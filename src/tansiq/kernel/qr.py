"""A text as a QR code that a page or a paper can show without a script or a file of its own."""

from __future__ import annotations

import base64

import qrcode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]
from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]


def svg_of(text: str) -> str:
    """An SVG image, drawn in black for a white ground."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    return str(code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode"))


def address_of(text: str) -> str:
    """The image as a `data:` address."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg_of(text).encode()).decode()
