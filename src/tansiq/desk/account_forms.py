"""The forms of allauth, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.desk import guessing
from tansiq.kernel.access.authentication import typed_code


class CodeField(forms.CharField):
    """A one-time code in the digits of any keyboard."""

    def to_python(self, value: Any) -> str:
        return typed_code(super().to_python(value) or "")


class SignIn(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("Handle")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class OwnPassword(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password1"].help_text = ""  # the page says what holds
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class _TypedCode(forms.Form):
    """A form of allauth with a code: its digits are read as they are typed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        given = self.fields["code"]
        self.fields["code"] = CodeField(label=given.label, widget=given.widget)


class _Heard(_TypedCode):
    """A form at which codes may be guessed."""

    user: Any

    def clean_code(self) -> Any:
        with guessing.heard(user_id=self.user.pk):
            return super().clean_code()  # type: ignore[misc]


class SecondFactor(_Heard, AuthenticateForm):  # type: ignore[misc]
    """The code that completes a sign-in."""


class SecondFactorAgain(_Heard, ReauthenticateForm):  # type: ignore[misc]
    """The code before a decision."""


class AddAuthenticator(_TypedCode, ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs |= {"dir": "ltr", "placeholder": ""}


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].max_length = 60
        self.fields["passwordless"].label = _("It signs me in alone")
        self.fields["passwordless"].help_text = _("Then it asks for your finger, your face or a PIN each time.")


class RenamePasskey(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name of the passkey")
