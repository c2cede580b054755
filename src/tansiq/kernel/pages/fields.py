"""Fields that the forms share: choices in the words of the charter, moments of the charter's own place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.access import queries as access
from tansiq.kernel.access.rules import Kind, Standing
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.reading import number

Choices = Callable[[], list[tuple[str, str]]]
MOMENT = "%Y-%m-%dT%H:%M"
DAY = "%Y-%m-%d"
FIRST_YEAR, LAST_YEAR = 1900, 2200


def in_force(vocabulary: str, *, blank: bool = True) -> Choices:
    """Choices of a form: the rows of a vocabulary in force today, in the active language."""

    def choices() -> list[tuple[str, str]]:
        found = charter.current().on(charter.local_day(timezone.now())).choices(vocabulary, get_language() or "ar")
        rows = [(code, number(words)) for code, words in found]
        return [("", str(_("Choose"))), *rows] if blank else rows

    return choices


def agencies(*, blank: bool = True) -> Choices:
    """Choices of a form: accredited agencies that are no published list."""

    def choices() -> list[tuple[str, str]]:
        rows = [
            (str(row.id), access.localised(row))
            for row in access.agencies()
            if row.kind != Kind.LIST and row.standing == Standing.ACCREDITED
        ]
        return [("", str(_("Choose"))), *rows] if blank else rows

    return choices


# The one sign that no database holds; a choice does not refuse it by itself.
_storable = ProhibitNullCharactersValidator()


class OpenChoiceField(forms.ChoiceField):
    """A choice that the action judges, so that its refusal has a code and is recorded."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        _storable(text)
        return text

    def validate(self, value: Any) -> None:
        """Every value passes on."""


def id_chosen(value: str) -> UUID | None:
    """The id that an open choice names; of what is no id one that nothing has, so that the action refuses it."""
    try:
        return UUID(value) if value else None
    except ValueError:
        return UUID(int=0)


class EitherField(forms.ChoiceField):
    """One of several answers that decide; without an answer nothing is decided, and the action is not asked."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.RadioSelect)
        said = {"required": _("This is missing."), "invalid_choice": _("This is not on the list.")}
        super().__init__(error_messages=said, **options)


class YesNoField(EitherField):
    """Whether something was so, as somebody says it: neither answer stands there beforehand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=(("yes", _("Yes")), ("no", _("No"))), **options)

    def clean(self, value: Any) -> bool:
        return bool(super().clean(value) == "yes")

    def prepare_value(self, value: Any) -> Any:
        """What a row says that is written anew, as the answer that stands for it."""
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


class OpenCharField(forms.CharField):
    """Typed words that the action judges, as above."""

    def validate(self, value: Any) -> None:
        """Every value passes on."""


class WholeNumberField(forms.IntegerField):
    """A whole number in any digits: a browser's number field swallows those of an Arabic keyboard."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"})


class OpenChoicesField(forms.MultipleChoiceField):
    """Several choices that the action judges, as above."""

    def to_python(self, value: Any) -> list[str]:
        texts: list[str] = super().to_python(value)
        for text in texts:
            _storable(text)
        return texts

    def validate(self, value: Any) -> None:
        """Every value passes on."""


def in_our_years(value: date) -> None:
    """Refuse a year that nobody means, and that a conversion between places or calendars may not reach.

    Raises:
        ValidationError: the year is before FIRST_YEAR or after LAST_YEAR.
    """
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        words = _("Give a year from %(first)s to %(last)s.")
        raise forms.ValidationError(words, code="year", params={"first": number(FIRST_YEAR), "last": number(LAST_YEAR)})


class DayField(forms.DateField):
    """A day in the Gregorian calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format=DAY), **options)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None:
            in_our_years(day)
        return day


class PastDayField(DayField):
    """A day that has come: of a birth, of a death."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and day > charter.local_day(timezone.now()):
            raise forms.ValidationError(_("This lies in the future."), code="future")
        return day


class MomentField(forms.DateTimeField):
    """A moment typed in the time of the charter's own place."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(charter.current().jurisdiction.tz):
            moment = super().to_python(value)
        if moment is not None:
            in_our_years(moment)
            in_our_years(moment.astimezone(UTC))  # as it is kept: the first hours of a year lie in the one before
        return moment

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(charter.current().jurisdiction.tz):
            return super().prepare_value(value)


def reasons_field(label: Any = _("Your reasons"), **options: Any) -> forms.CharField:
    """Reasons in the officer's own words; the action refuses what says nothing."""
    hint = _("In your own words, so that the person concerned could understand it. You may speak them into the phone.")
    return OpenCharField(label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": 4}), **options)
