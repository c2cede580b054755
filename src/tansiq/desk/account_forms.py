"""The forms of allauth, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


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


class AddAuthenticator(ActivateTOTPForm):  # type: ignore[misc]
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
