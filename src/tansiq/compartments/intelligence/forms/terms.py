"""What every record carries: grades, handling, basis, purpose and district."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence import queries
from tansiq.compartments.intelligence.drafts import Terms
from tansiq.compartments.intelligence.models import Report
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages.fields import DayField, OpenCharField, OpenChoiceField, OpenChoicesField, in_force
from tansiq.kernel.pages.places import called, districts
from tansiq.kernel.reading import beside
from tansiq.kernel.reading import day as day_words

TERMS = ("source_grade", "information_grade", "handling", "conditions", "legal_basis", "purpose", "district")
MOST_OFFERED, MOST_SEARCHED = 12, 500
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A number stands left to right in an Arabic line, where no markup can say so.
ISOLATED = "\u2066{}\u2069"


def handlings() -> list[tuple[str, str]]:
    """Choices of a form: handling codes with what each lets pass."""
    lang = get_language() or "ar"
    rows = charter.current().on(charter.local_day(timezone.now())).vocabularies.handling_codes
    return [(row.code, row.sentence_ar if lang.startswith("ar") else row.sentence_en) for row in rows]


def graded(vocabulary: str) -> Any:
    """Choices of a form: grades in words, the letter or number after them."""

    def choices() -> list[tuple[str, str]]:
        return [(code, f"{words} ({code})" if code else words) for code, words in in_force(vocabulary)()]

    return choices


def lines(label: Any, *, rows: int = 4, **options: Any) -> OpenCharField:
    """A field of several lines, judged by the action."""
    return OpenCharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def day(label: Any, **options: Any) -> forms.DateField:
    """A day in the Gregorian calendar."""
    return DayField(label=label, required=False, **options)


def report_choices(chosen: Iterable[UUID] = (), *, since: datetime | None = None) -> list[tuple[str, str]]:
    """Choices of a form: running reports of the agency by number, day, district and grade.

    Args:
        chosen: reports that stand first, however old.
        since: leaves out what was recorded before.
    """
    first, lang, pack = set(chosen), get_language() or "ar", charter.current()

    def words(row: Report) -> str:
        grade = pack.grade_sentence(row.source_grade, row.information_grade, lang)
        received = day_words(charter.local_day(row.received_at))
        return beside(ISOLATED.format(row.number), received, called(row.district), grade)

    rows = [row for row in queries.reports(now=timezone.now(), limit=MOST_SEARCHED) if not row.is_quarantined]
    newest = [row for row in rows if row.id not in first and (since is None or row.made_at > since)]
    offered = [row for row in rows if row.id in first] + newest[:MOST_OFFERED]
    return [(str(row.id), words(row)) for row in offered]


def uuids(values: Iterable[str]) -> tuple[UUID, ...]:
    """Those of the values that are ids."""
    return tuple(UUID(value) for value in values if _UUID.fullmatch(value))


class ReportsField(OpenChoicesField):
    """Reports of the agency: the newest, and those that were chosen already; the action judges them."""

    widget = forms.CheckboxSelectMultiple
    offered: frozenset[str] | set[str] = frozenset()

    def offer(self, chosen: Iterable[UUID]) -> None:
        self.choices = rows = report_choices(chosen)
        self.offered = {key for key, _words in rows}

    def clean(self, value: Any) -> tuple[UUID, ...]:
        return tuple(key for key in uuids(super().clean(value)) if str(key) in self.offered)


class TermsForm(forms.Form):
    """The terms of a record; a form of a record builds on it."""

    source_grade = OpenChoiceField(label=_("How far is the source trusted?"), choices=graded("source_grades"))
    information_grade = OpenChoiceField(label=_("How sure is what it says?"), choices=graded("information_grades"))
    handling = forms.ChoiceField(label=_("What may others do with it?"), choices=handlings, widget=forms.RadioSelect)
    conditions = forms.CharField(
        label=_("Conditions"), required=False, help_text=_("For sharing on conditions: which ones."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    legal_basis = OpenChoiceField(label=_("Legal basis"), choices=in_force("legal_bases"))
    purpose = OpenChoiceField(label=_("Purpose"), choices=in_force("purposes"))
    district = OpenChoiceField(label=_("District"), choices=districts())

    def terms(self) -> Terms:
        """The terms as typed; the action judges them."""
        return Terms(**{name: self.cleaned_data[name] for name in TERMS})
