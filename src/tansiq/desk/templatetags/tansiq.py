"""Words of the templates: digits, dates in both calendars, time left, isolation of typed text, form widgets."""

import json
import re
from datetime import date, datetime
from typing import Any, Literal

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField, widgets
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from tansiq.kernel import reading
from tansiq.kernel.access import naming
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.dates import ARABIC_DIGITS, both_calendars
from tansiq.kernel.charter.seal import short

register = template.Library()

NUMBER_WITH_SIGNS = re.compile(r"(\d+(?:[-/]\d+)+|\+?\d+(?: \d+){2,}|\+\d+)")
MINUTES_IN_HOUR = 60
MINUTES_IN_DAY = 24 * MINUTES_IN_HOUR
# Above this many days hours say nothing more.
DAYS_WITHOUT_HOURS = 3

TYPED_WIDGETS = (widgets.Input, widgets.Textarea)
BOXES = (widgets.CheckboxInput, widgets.RadioSelect, widgets.CheckboxSelectMultiple)
LTR_WIDGETS = (
    widgets.NumberInput,
    widgets.EmailInput,
    widgets.URLInput,
    widgets.PasswordInput,
    widgets.DateTimeBaseInput,
)


def chosen_digits(context: Context) -> Literal["arab", "latn"]:
    """Numbering system of the reader, "arab" or "latn", from `display.digits` in the context."""
    return "arab" if (context.get("display") or {}).get("digits") == "arab" else "latn"


def write_digits(text: str, system: Literal["arab", "latn"]) -> str:
    """`text` with its Western digits in the numbering system `system`."""
    return text.translate(ARABIC_DIGITS) if system == "arab" else text


@register.simple_tag(takes_context=True)
def digits(context: Context, value: object) -> str:
    """A number in the digits that the reader chose. Identifiers and references do not pass here."""
    return write_digits(str(value), chosen_digits(context))


@register.filter
def in_digits(value: object) -> str:
    """Words with numbers in them in the digits that the reader chose."""
    return reading.number(value)


@register.filter
def named(written: str) -> str:
    """The name of a member or an agency as it was written down, in the reader's language."""
    return naming.named(written)


@register.simple_tag(takes_context=True)
def both_dates(context: Context, value: date | None) -> str:
    """A `<time>` with the Gregorian and the Hijri date; an aware moment also shows its local time.

    An absent value gives the empty string.
    """
    if value is None:
        return ""
    system = chosen_digits(context)
    moment = timezone.localtime(value) if isinstance(value, datetime) else None
    day = moment.date() if moment else value
    words = both_calendars(day, get_language() or "ar", system)
    if moment:
        hour = write_digits(moment.strftime("%H:%M"), system)
        # Beside Arabic-Indic digits a middle dot is read as a zero.
        between = "، " if system == "arab" else " · "
        return format_html(
            '<time datetime="{}"><bdi dir="ltr">{}</bdi>{}{}</time>', moment.isoformat(), hour, between, words
        )
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)


@register.simple_tag
def charter_digest() -> str:
    """The short digest of the charter in force, as people compare it by eye and voice."""
    return short(charter.current().fingerprint())


@register.simple_tag(takes_context=True)
def left(context: Context, minutes: int) -> str:
    """How long is left, in words; `minutes` below zero are minutes late."""
    if minutes == 0:
        return gettext("less than a minute left")
    span = write_digits(_span(abs(minutes)), chosen_digits(context))
    # Translators: the time stands in the nominative in both, as after a colon.
    return gettext("%(time)s left") % {"time": span} if minutes > 0 else gettext("late: %(time)s") % {"time": span}


def _span(minutes: int) -> str:
    days, rest = divmod(minutes, MINUTES_IN_DAY)
    hours, remainder = divmod(rest, MINUTES_IN_HOUR)
    counts = [
        (days, ngettext("%(count)s day", "%(count)s days", days)),
        (hours if days <= DAYS_WITHOUT_HOURS else 0, ngettext("%(count)s hour", "%(count)s hours", hours)),
        (0 if days else remainder, ngettext("%(count)s minute", "%(count)s minutes", remainder)),
    ]
    # A form may leave the number out: Arabic says one and two in the noun.
    longer, *shorter = (words % {"count": count} for count, words in counts if count)
    return gettext("%(longer)s and %(shorter)s") % {"longer": longer, "shorter": shorter[0]} if shorter else longer


@register.filter
def isolate_numbers(text: str) -> SafeString:
    """Text in which numbers with signs, 1999-05 or a telephone number, keep their order among Arabic words."""
    # Every second piece is such a number: the pattern has one group.
    pieces = enumerate(NUMBER_WITH_SIGNS.split(str(text)))
    return format_html_join("", "{}", ((bdi(piece, "ltr") if place % 2 else piece,) for place, piece in pieces))


@register.filter
def bdi(value: object, direction: str = "auto") -> SafeString:
    """`value` isolated from the text around it; identifiers and references take `"ltr"`."""
    return format_html('<bdi dir="{}">{}</bdi>', direction, value)


@register.filter
def as_json(value: object) -> str:
    """The value as JSON for an attribute; Django escapes it there."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The input of a form field in our look, with the direction of what is typed.

    Typed text takes the direction of its first letter, numbers and dates run left to right; `dir` among the
    widget's own attributes wins.
    """
    kind = field.field.widget
    attrs: dict[str, Any] = {}
    if css_class := f"{_css_class(kind)} {kind.attrs.get('class', '')}".strip():
        attrs["class"] = css_class
    if "dir" not in kind.attrs and isinstance(kind, TYPED_WIDGETS) and not isinstance(kind, BOXES):
        attrs["dir"] = "ltr" if isinstance(kind, LTR_WIDGETS) else "auto"
    if kind.attrs.get("placeholder") == field.label:
        attrs["placeholder"] = False  # the label says it already
    return field.as_widget(attrs=attrs)


def _css_class(kind: widgets.Widget) -> str:
    if isinstance(kind, BOXES):
        return ""
    return "form-select" if isinstance(kind, widgets.Select) else "form-control"


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one box whose label follows it."""
    return isinstance(field.field.widget, widgets.CheckboxInput)
