"""The map and the search for places."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import translation
from stage import NOW

from tansiq.kernel.access.models import User
from tansiq.kernel.geography import layers, shapes
from tansiq.kernel.geography.layers import Mark, Precision
from tansiq.kernel.pages.places import DistrictField


@pytest.fixture
def browser(cast: dict[str, Any]) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="owner"))
    return client


@pytest.mark.parametrize("typed", ["المكلا", "مكلا", "Mukalla", "AL MUKALLA"])
def test_a_place_is_found_by_either_script(browser, typed):
    html = browser.get(reverse("desk:places"), {"q": typed}).content.decode()

    assert html.index("?at=YE1927") < html.index("?at=YE1926")


def test_below_a_field_the_districts_stand_alone(browser):
    html = browser.get(reverse("desk:places"), {"district": "Mukalla"}, headers={"hx-request": "true"}).content.decode()

    assert 'data-chosen="YE1927"' in html
    assert "<html" not in html


class Form(forms.Form):
    district = DistrictField()


@pytest.mark.parametrize(
    ("typed", "told"), [("YE1927", "YE1927"), ("سيئون", "YE1910"), ("مدينة المكلا", "YE1927"), ("  ye1910 ", "YE1910")]
)
def test_a_district_that_is_meant_is_taken(typed, told):
    form = Form({"district": typed})

    assert form.is_valid()
    assert form.cleaned_data == {"district": told}


def test_a_name_of_several_districts_is_asked_back_and_one_of_none_refused():
    with translation.override("en"):
        several, none = Form({"district": "المكلا"}), Form({"district": "لا مكان كهذا"})
        assert not several.is_valid()
        assert not none.is_valid()
        assert "YE1927" in several.errors["district"][0]
        assert "YE1926" in several.errors["district"][0]
        assert "No district" in none.errors["district"][0]


@pytest.mark.rule("RL-05")
def test_the_map_draws_no_point_of_what_is_known_as_a_district_only(browser, monkeypatch):
    outline = shapes.circle(49.1234, 14.5432, 900)
    marks = [
        Mark("Incident", "blast", f"I-{one}", "YE1927", one, at=NOW, point=(49.1234, 14.5432), outline=outline)
        for one in (Precision.DISTRICT, Precision.POINT)
    ]
    monkeypatch.setattr(layers, "PROVIDERS", [lambda actor, now: marks[:1]])
    html = browser.get(reverse("desk:map")).content.decode()
    assert "I-district" in html
    assert "49.1234" not in html
    assert "somewhere in the district" in html

    monkeypatch.setattr(layers, "PROVIDERS", [lambda actor, now: marks])
    assert "49.1234" in browser.get(reverse("desk:map")).content.decode()


def test_a_district_of_its_own_shows_what_lies_there_and_its_neighbours(browser, monkeypatch):
    marks = [Mark("Report", "w", f"R-{code}", code, Precision.DISTRICT, at=NOW) for code in ("YE1927", "YE1910")]
    monkeypatch.setattr(layers, "PROVIDERS", [lambda actor, now: marks])

    html = browser.get(reverse("desk:map"), {"at": "YE1927"}).content.decode()

    assert "R-YE1927" in html
    assert "R-YE1910" not in html
    assert "?at=YE1926" in html
    assert browser.get(reverse("desk:map"), {"at": "nowhere"}).status_code == 200
