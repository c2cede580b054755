"""Forms of the component page: one sent with faults, one that filters a list."""

from typing import Any

from django import forms
from django.utils.translation import get_language


def say(arabic: str, english: str) -> str:
    """The sample words of the active language."""
    return arabic if get_language() == "ar" else english


class ReportForm(forms.Form):
    """A field of every kind, with a hint and an optional one."""

    name = forms.CharField()
    reference = forms.CharField(min_length=5, widget=forms.TextInput(attrs={"dir": "ltr"}))
    told = forms.CharField(widget=forms.Textarea)
    urgency = forms.ChoiceField(required=False)
    obtained = forms.ChoiceField(widget=forms.RadioSelect)
    life = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": say("الاسم كما قيل", "Name as it was said"),
            "reference": say("المرجع", "Reference"),
            "told": say("ما قيل", "What was told"),
            "urgency": say("الاستعجال", "Urgency"),
            "obtained": say("كيف حُصل عليه", "How it was obtained"),
            "life": say("حياة إنسان في خطر", "A life is at risk"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["reference"].help_text = say("5 أحرف أو أرقام على الأقل", "At least 5 letters or digits")
        choose(self, "urgency", [("no", say("عادي", "Ordinary")), ("yes", say("عاجل", "Urgent"))])
        own, told = say("مشاهدة مباشرة", "Own observation"), say("مقابلة", "Interview")
        choose(self, "obtained", [("own", own), ("told", told)])


class FilterForm(forms.Form):
    """Words and state of a list; its ids differ from those of the other form on the page."""

    words = forms.CharField(required=False)
    state = forms.ChoiceField(required=False)

    def __init__(self) -> None:
        super().__init__(auto_id="filter_%s")
        self.fields["words"].label = say("كلمات", "Words")
        self.fields["state"].label = say("الحال", "State")
        choose(self, "state", [("", say("كل الأحوال", "Every state")), ("open", say("مفتوح", "Open"))])


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give the choice field `name` of `form` its choices."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = choices


def sent_report() -> ReportForm:
    """A report sent without a name and with too short a reference."""
    form = ReportForm({"name": "", "told": "رواية سُمعت في السوق", "obtained": "own", "reference": "OP-1"})
    form.is_valid()
    return form
