"""Filters of lists: choices stand in the address, so that a list is found again; words never do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

# Words of a filter wait in the session, never in an address: they are names, and addresses stay in histories and logs.
WORDS = "words"
LONGEST_WORDS = 200
_NOT_KEPT = ("csrfmiddlewaretoken", "page", "q")


class NumberFilter(forms.Form):
    """Records in whose number this stands."""

    number = forms.CharField(
        label=_("Number"), required=False, max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )

    def given(self) -> str:
        """What was typed; empty where nothing was, or what cannot be a number."""
        return str(self.cleaned_data.get("number", "")) if self.is_valid() else ""


def _address(request: HttpRequest, typed: QueryDict) -> str:
    """The address of the list with the choices that were made, without words and without the page of the list."""
    rest = [(name, value) for name, value in typed.items() if value and name not in _NOT_KEPT]
    return request.path + (f"?{urlencode(rest)}" if rest else "")


def keeps_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Take the words `q` of a filter out of what was sent, keep them for the address without them, and go there.

    Words that come in an address are moved away as well; empty ones end the filter.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.POST if request.method == "POST" else request.GET
        if "q" not in typed:
            return view(request, *args, **kwargs)
        words, address = typed["q"].strip().replace("\0", "")[:LONGEST_WORDS], _address(request, typed)
        request.session[WORDS] = {address: words} if words else {}
        return redirect(address)

    return run


def given(request: HttpRequest) -> QueryDict:
    """What a filter was set to: choices from the address, words from the session."""
    found = request.GET.copy()
    found["q"] = request.session.get(WORDS, {}).get(_address(request, request.GET), "")
    return found
