"""Proving again that it is you, in the form that decides: a stale session loses nothing that was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.access import authentication
from tansiq.kernel.pages.request import OfficerRequest

FIELD = "confirm_code"


class _Code(forms.TextInput):
    """A code is never written back into the page: it is good for one time."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class _Proof(forms.CharField):
    has_passkey = False  # web/forms/notes.html gives the way to its page


def ask(request: OfficerRequest, form: forms.Form) -> None:
    """Put the field for the code into the form, or for the password of whoever has no second factor.

    A passkey answers on a page of its own, beside this one: what was typed here is sent again after it.
    """
    field: _Proof
    held = authentication.factors(request.user.pk) if request.user.is_authenticated else frozenset[str]()
    if held:
        attributes = {"autocomplete": "one-time-code", "dir": "ltr"}
        field = _Proof(label=_("Code"), required=False, widget=_Code(attrs=attributes))
        field.help_text = _("The six digits that your authenticator shows now, or one of your recovery codes.")
        if "totp" not in held:
            field.has_passkey = True
            field.help_text = _(
                "One of your recovery codes. Or touch your passkey in a page of its own, come back and send this again "
                "without a code. Nothing that you typed above is lost."
            )
    else:
        attributes = {"autocomplete": "current-password"}
        field = _Proof(label=_("Password"), required=False, widget=forms.PasswordInput(attrs=attributes))
        field.help_text = _("Your own password. Nothing that you typed above is lost.")
    form.fields[FIELD] = field


def settle(request: OfficerRequest, form: forms.Form) -> bool:
    """Take the proof that came with the form, where one was asked for.

    Returns:
        False where it was not taken; that stands in the form then, beside the field.
    """
    typed = request.POST.get(FIELD, "").strip()
    if not typed or not request.actor.is_stale:
        return True
    if refused := authentication.prove(request, typed):
        ask(request, form)
        form.add_error(FIELD, refused)
        return False
    request.actor = replace(request.actor, is_stale=False)
    return True
