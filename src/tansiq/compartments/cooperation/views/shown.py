"""What the pages draw: words beside codes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tansiq.compartments.cooperation import rules, words
from tansiq.compartments.cooperation.models import Assessment, Claim, File, Instigation, Promise, Session, Step, Terms
from tansiq.kernel.charter import queries as charter

Shown = dict[str, Any]


def language() -> str:
    return get_language() or "ar"


def label(vocabulary: str, code: str) -> str:
    return charter.current().label(vocabulary, code, language()) if code else ""


def most_benefit(row: File) -> str:
    """The highest benefit that responsibility leaves open, in words."""
    lists = charter.current().vocabularies
    most = next((one.most for one in lists.cooperation_responsibilities if one.code == row.responsibility), 0)
    ranked = sorted((one for one in lists.cooperation_benefits if one.rank <= most), key=lambda one: one.rank)
    return ranked[-1].name(language()) if ranked else ""


def terms(row: Terms) -> Shown:
    found = next((one for one in charter.current().vocabularies.cooperation_promises if one.code == row.promise), None)
    text = (found.text_ar if language().startswith("ar") else found.text_en) if found else ""
    return {
        "row": row, "benefits": [label("cooperation_benefits", code) for code in row.benefits],
        "withdrawal": label("cooperation_withdrawals", row.withdrawal),
        "promise": label("cooperation_promises", row.promise), "text": text,
    }  # fmt: skip


def session(row: Session) -> Shown:
    return {"row": row, "flags": [str(words.FLAGS.get(one, one)) for one in row.flags]}


def step(row: Step) -> Shown:
    return {"row": row, "title": str(words.STEPS.get(row.kind, row.kind))}


def flagged(row: Any) -> Shown:
    return {"row": row, "flags": [str(words.FLAGS.get(one, one)) for one in row.flags]}


def instigation(row: Instigation) -> Shown:
    return {"row": row, "kinds": [str(Instigation.Kind(code).label) for code in row.kinds]}


def claim(row: Claim) -> Shown:
    marks = [code for code, is_so in (
        ("INTERESTED", row.is_interested), ("LATE", row.is_late and not row.court_entry),
        ("UNUSABLE", not row.is_usable), ("SUPPORTS", row.supports_at is not None),
    ) if is_so]  # fmt: skip
    return {
        "row": row, "marks": [str(words.FLAGS[code]) for code in marks], "result": row.get_result_display(),
        "grade": charter.current().grade_sentence(row.grade_source, row.grade_information, language()),
        "value": label("cooperation_values", row.value),
    }  # fmt: skip


def promise(row: Promise) -> Shown:
    today = charter.local_day(timezone.now())
    code = rules.standing_of_promise(is_performed=row.is_performed, due_on=row.due_on, today=today)
    return flagged(row) | {
        "benefit": label("cooperation_benefits", row.benefit),
        "standing": _("nothing recorded yet") if row.flags and code == "promised" else str(words.STANDING[code]),
        "is_bad": code in ("late", "not_performed"),
    }  # fmt: skip


def assessment(row: Assessment) -> Shown:
    return flagged(row) | {"benefit": label("cooperation_benefits", row.benefit) or _("Nothing was granted")}
