"""A family that walks in has one file: it is looked up by a name, in any spelling, before another is opened."""

from __future__ import annotations

from typing import Any

import pytest
from browse import signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from stage import NOW

from tansiq.compartments.victims import families
from tansiq.compartments.victims.models import Matter
from tansiq.kernel.access import actions as access
from tansiq.kernel.audit import queries as audit
from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db


def look(matter: Any, name: str, *, by: str = "office", purpose: str = "OPEN_CASE") -> list[str]:
    told = {"actor": matter.cast[by], "now": NOW, "name": name, "purpose": purpose, "reference": "V/1"}
    return [one.party.code for one in matter.do(by, families.likely, **told)]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("ناصر علي باغويطة", "V1"), ("ناصر على باغويطه", "V1"), ("Nasser Ali Baghwaita", "V1"),
        ("سعاد فرج سالم باغويطة", "H1"), ("وليد حسن بارشوان", None),
    ],
)  # fmt: skip
def test_a_name_finds_the_file_in_either_script_and_any_spelling(matter, name, first):
    assert (first in look(matter, name)) if first else look(matter, name) == []


@pytest.mark.parametrize("name", ["", "علي", " ", "x\0 y", "علي " * 60])
def test_one_name_alone_lists_nobody(matter, name):
    with pytest.raises(Invalid):
        look(matter, name)


@pytest.mark.parametrize("who", ["judge", "counsel", "asker", "inspector"])
def test_the_office_alone_looks_up(matter, who):
    with pytest.raises(NotPermitted):
        look(matter, "ناصر علي باغويطة", by=who)


@pytest.mark.rule("G13")
def test_it_is_logged_with_its_reason_and_without_the_name(matter):
    with pytest.raises(NoPurpose):
        look(matter, "ناصر علي باغويطة", purpose="")

    look(matter, "ناصر علي باغويطة")

    with acting_as(matter.cast["inspector"]):
        acts = audit.of_subject(matter.matter.id)
    assert [entry.act for entry in acts].count("victims.family_found") == 1
    assert "باغويطة" not in str([(entry.act, entry.reference) for entry in acts])


@pytest.mark.rule("W-2")
def test_a_declared_relative_is_not_shown(matter):
    assert "H2" in look(matter, "عوض ناصر علي باغويطة")
    matter.do("office", access.declare_kin, relation="sibling", ism="عوض", father="ناصر", family="باغويطة")

    assert "H2" not in look(matter, "عوض ناصر علي باغويطة")


def test_relatives_are_read_once_however_many_names_are_alike(matter):
    with CaptureQueriesContext(connection) as asked:
        assert len(look(matter, "ناصر علي باغويطة")) > 1

    assert len([one for one in asked if "access_kin" in one["sql"] and "SELECT" in one["sql"]]) == 1


def test_before_a_file_is_opened_those_that_may_be_meant_are_shown(matter):
    client, to = signed_in("office"), reverse("victims:matter_new")

    def count() -> int:
        with acting_as(matter.cast["office"]):
            return Matter.objects.count()

    shown = client.post(to, {"name": "ناصر علي باغويطة"})
    assert (shown.status_code, count()) == (200, 1)
    assert matter.matter.number in shown.text
    assert client.post(to, {"name": "علي"}).status_code == 422
    assert client.post(to, {"name": "ناصر علي باغويطة", "is_none": "on"}).status_code == 302
    assert client.post(to, {"name": "وليد حسن بارشوان"}).status_code == 302
    assert client.post(to, {"name": ""}).status_code == 302
    assert count() == 4


def test_the_name_stands_in_no_address(matter):
    answer = signed_in("woman").post(reverse("victims:family"), {"name": "ناصر علي باغويطة"})

    assert answer.status_code == 200
    assert reverse("victims:matter", args=[matter.matter.id]) in answer.text
    assert signed_in("woman", purpose="").get(reverse("victims:family")).templates[0].name == "desk/reason.html"
