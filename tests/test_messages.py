"""The Arabic catalogue: whole, compiled, and with the six forms of a counted noun."""

from __future__ import annotations

import re

import messages
import pytest
from django.utils.translation import ngettext, override

PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "لا أيام"), (1, "يوم واحد"), (2, "يومان"), (3, "3 أيام"), (11, "11 يومًا"), (100, "100 يوم")],
)
def test_a_counted_noun_takes_each_of_its_six_forms(count, told):
    with override("ar"):
        assert ngettext("%(count)s day", "%(count)s days", count) % {"count": count} == told


def test_every_sentence_has_its_arabic():
    assert messages.missing(messages.collect(), messages.present()) == []


def test_the_compiled_catalogue_is_that_of_the_words():
    assert messages.compiled(messages.present()) == messages.MO.read_bytes()


def test_an_arabic_sentence_keeps_every_placeholder():
    for message in messages.present():
        if isinstance(message.id, str):
            assert sorted(PLACEHOLDER.findall(message.string)) == sorted(PLACEHOLDER.findall(message.id)), message.id
            continue
        # A form may leave the number out, and brings none that the sentence lacks.
        allowed = set(PLACEHOLDER.findall(message.id[1]))
        assert all(set(PLACEHOLDER.findall(form)) <= allowed for form in message.string), message.id


def test_whoever_stands_outside_is_not_called_suspended():
    """A force over which control was lost stands outside as well."""
    said = [str(one.string) for one in messages.present() if re.search(r"\bstands outside\b", str(one.id))]
    assert said
    assert [one for one in said if "خارج التبادل" not in one] == []
