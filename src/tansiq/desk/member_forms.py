"""Forms of the accreditation officer, of reviews, of the roster and of approvals by phone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.access import words
from tansiq.kernel.access.kin import Relation
from tansiq.kernel.access.rules import ROLES, Kind
from tansiq.kernel.pages import places
from tansiq.kernel.pages.fields import DayField, MomentField, OpenCharField, OpenChoiceField, agencies, reasons_field

KINDS = (
    (Kind.SECURITY, _("Security agency")), (Kind.JUDICIAL, _("Court")),
    (Kind.PROSECUTION, _("Prosecution")), (Kind.CIVIL, _("Civil institution")), (Kind.OVERSIGHT, _("Oversight")),
)  # fmt: skip
LTR = {"dir": "ltr", "autocomplete": "off"}


def role_choices(roles: Iterable[str] = ROLES) -> list[tuple[str, str]]:
    return sorted(((code, words.role(code)) for code in roles), key=lambda pair: pair[1])


def _reason(hint: Any = _("At least 10 characters. It stands in the log.")) -> OpenCharField:
    return OpenCharField(label=_("Reason"), help_text=hint, widget=forms.Textarea(attrs={"rows": 3}))


class AgencyForm(forms.Form):
    """Everything that the joint centre must know of an agency."""

    name_ar = OpenCharField(label=_("Name in Arabic"), max_length=120)
    name_en = OpenCharField(label=_("Name in English"), max_length=120)
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Latin letters, digits and -. It is never given twice."),
        widget=forms.TextInput(attrs=LTR),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, widget=forms.RadioSelect)
    command = OpenCharField(label=_("Command"), max_length=120, help_text=_("Whom it answers to."))
    legal_power = OpenCharField(label=_("Legal power"), max_length=120, help_text=_("On what law it acts."))
    may_arrest = forms.BooleanField(label=_("It may arrest"), required=False)
    districts = forms.MultipleChoiceField(
        label=_("Districts"), choices=places.districts(blank=False), required=False,
        help_text=_("Where it works. Several may be chosen."), widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    charter_signed_on = DayField(
        label=_("Charter signed"), required=False, help_text=_("Before this nobody of it asks about a person.")
    )
    trained_on = DayField(label=_("Trained"), required=False)
    duty_phone = OpenCharField(label=_("Duty phone"), max_length=40, widget=forms.TextInput(attrs=LTR))


class MemberForm(forms.Form):
    """A new member."""

    agency_id = forms.ChoiceField(label=_("Agency"), choices=agencies())
    handle = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]*$", label=_("Handle"), max_length=60, widget=forms.TextInput(attrs=LTR),
        help_text=_("Latin letters, digits, . _ -. It is never given twice."),
    )  # fmt: skip
    name_ar = OpenCharField(label=_("Name in Arabic"), max_length=120)
    name_en = OpenCharField(label=_("Name in English"), max_length=120)
    unit = OpenCharField(label=_("Unit"), max_length=120, required=False)
    phone = OpenCharField(label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs=LTR))
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=role_choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Roles that exclude each other are refused. They can be granted later."),
    )  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"agency_id": UUID(self.cleaned_data["agency_id"])}


class MemberFilter(forms.Form):
    """Which members are listed."""

    q = forms.CharField(label=_("Words"), required=False, max_length=60)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), ("open", _("Still open")), ("due", _("Review is due")), ("frozen", _("Frozen")),
                 ("ended", _("Ended"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", str(_("All")))]
        self.fields["agency"].choices = everything + agencies(blank=False)()  # type: ignore[attr-defined]
        self.fields["role"].choices = everything + role_choices()  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    """A role to be granted."""

    role = OpenChoiceField(label=_("Role"))

    def __init__(self, *args: Any, held: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [code for code in ROLES if code not in set(held)]
        self.fields["role"].choices = [("", str(_("Choose"))), *role_choices(left)]  # type: ignore[attr-defined]


class EndRoleForm(forms.Form):
    """A role to be ended, and why."""

    role = OpenChoiceField(label=_("Role"))
    reason = _reason()

    def __init__(self, *args: Any, held: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", str(_("Choose"))), *role_choices(held)]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Where a member goes."""

    agency_id = forms.ChoiceField(label=_("Agency"), choices=agencies(blank=False))
    unit = OpenCharField(label=_("Unit"), max_length=120, required=False)
    reason = _reason()

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"agency_id": UUID(self.cleaned_data["agency_id"])}


class ReasonOnlyForm(forms.Form):
    """An act that needs nothing but its reason."""

    reason = _reason()


class GrantAnswerForm(forms.Form):
    """Whether somebody shall watch over others, or make members."""

    is_confirmed = forms.ChoiceField(
        label=_("Shall this role hold?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes, I know who it is, and that the institution wants it")), ("no", _("No, end it"))],
    )  # fmt: skip
    reason = _reason(_("At least 10 characters: whom you asked, and how you know who it is."))

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"is_confirmed": self.cleaned_data["is_confirmed"] == "yes"}


class ReviewForm(forms.Form):
    """Which roles a member still needs."""

    kept = forms.MultipleChoiceField(
        label=_("Roles that are still needed"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not ticked ends with this review."),
    )  # fmt: skip
    reason = _reason(_("At least 10 characters: what you looked at."))

    def __init__(self, *args: Any, held: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = role_choices(held)  # type: ignore[attr-defined]


class FreezeForm(forms.Form):
    """Whose command changed."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    reason = _reason(_("At least 10 characters: what changed, since when, and from whom you know it."))

    def __init__(self, *args: Any, units: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", str(_("Every unit of the agency")))]
        self.fields["unit"].choices = every + [(unit, unit) for unit in units]  # type: ignore[attr-defined]


class KinForm(forms.Form):
    """A relative whose files the member may not read."""

    relation = forms.ChoiceField(label=_("What this person is to you"), choices=[("", _("Choose")), *Relation.choices])
    ism = OpenCharField(label=_("Given name"), max_length=80)
    father = OpenCharField(label=_("Father’s name"), max_length=80)
    family = OpenCharField(
        label=_("Family"), max_length=80, help_text=_("The family name. A tribe is never asked for.")
    )


class ShiftForm(forms.Form):
    """A shift of a member of one's own agency."""

    member_id = forms.ChoiceField(label=_("Member"))
    function = OpenChoiceField(label=_("Function"))
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))
    is_on_call = forms.BooleanField(label=_("On call: elsewhere, and answers the phone"), required=False)

    def __init__(
        self, *args: Any, people: Iterable[tuple[str, str]] = (), roles: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        blank = ("", str(_("Choose")))
        self.fields["member_id"].choices = [blank, *people]  # type: ignore[attr-defined]
        self.fields["function"].choices = [blank, *role_choices(roles)]  # type: ignore[attr-defined]

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"member_id": UUID(self.cleaned_data["member_id"])}


class RosterFilter(forms.Form):
    """Which day, and whose roster."""

    day = DayField(label=_("Day"), required=False)
    agency = forms.ChoiceField(label=_("Agency"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", str(_("All that you may see"))), *agencies(blank=False)()]  # type: ignore[attr-defined]


class PhoneForm(forms.Form):
    """What the officer on duty types for an approver who is elsewhere."""

    handle = OpenCharField(label=_("Approver’s handle"), max_length=60, widget=forms.TextInput(attrs=LTR))
    code = OpenCharField(
        label=_("Code that the approver reads out"), max_length=12,
        help_text=_("The present code of the approver’s second factor. It works once."),
        widget=forms.TextInput(attrs=LTR | {"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
    reasons = reasons_field(_("The approver’s reasons, as dictated"))


class ConfirmForm(forms.Form):
    """Whether a decision by phone was one's own."""

    is_mine = forms.ChoiceField(
        label=_("Was this your decision?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes, I decided this by phone")), ("no", _("No, this was not me"))],
    )  # fmt: skip
    words = OpenCharField(
        label=_("What happened"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it was not you: at least 10 characters. The inspector reads it at once."),
    )  # fmt: skip

    def for_action(self) -> dict[str, Any]:
        return {"is_mine": self.cleaned_data["is_mine"] == "yes", "words": self.cleaned_data["words"]}
