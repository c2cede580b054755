"""Fields that the forms here share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages.fields import OpenCharField

CHOOSE = ("", _("Choose"))


def lines(label: Any, *, rows: int = 3, **options: Any) -> OpenCharField:
    """A field of several lines, judged by the action."""
    return OpenCharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def number(label: Any, **options: Any) -> OpenCharField:
    """A reference in Latin letters and digits."""
    return OpenCharField(label=label, widget=forms.TextInput(attrs={"dir": "ltr"}), **options)
