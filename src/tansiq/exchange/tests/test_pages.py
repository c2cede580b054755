"""The list keeper's pages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from browse import signed_in
from django.urls import reverse
from stage import NOW

from tansiq.exchange import actions
from tansiq.exchange.formats.tests.builders import individual, un_list, written

FIRST = individual("YEi.901", first="SALEM BAQANZAL") + individual("YEi.902", first="OMAR BADAHSH")
SECOND = individual("YEi.901", first="SALEM OMAR BAQANZAL") + individual("YEi.903", first="FARAJ BAZANJAR")


@pytest.fixture
def waiting(do: Any, cast: dict[str, Any], tmp_path: Path) -> str:
    """Address of an import that waits for a person."""
    do(actions.IMPORTER, actions.import_un, written(tmp_path, un_list(FIRST)))
    later = written(tmp_path, un_list(SECOND))
    told = do(actions.IMPORTER, actions.import_un, later, now=NOW + timedelta(hours=1))
    return reverse("exchange:import", args=[told["import"]])


def html(page: Any) -> str:
    return str(page.content.decode())


def test_an_import_shows_what_changes_and_is_confirmed_once(waiting):
    client = signed_in("keeper")
    shown = html(client.get(waiting))
    for name in ("SALEM OMAR BAQANZAL", "SALEM BAQANZAL", "OMAR BADAHSH", "FARAJ BAZANJAR"):
        assert name in shown

    assert client.post(waiting).status_code == 302
    again = client.post(waiting)

    assert again.status_code == 409
    assert "OMAR BADAHSH" not in html(client.get(waiting))
    assert "Applied" in html(client.get(reverse("exchange:imports")))


@pytest.mark.parametrize(("query", "there", "gone"), [
    ("change=removed", "OMAR BADAHSH", "FARAJ BAZANJAR"), ("q=bazanjar", "FARAJ BAZANJAR", "OMAR BADAHSH"),
])  # fmt: skip
def test_differences_are_filtered_by_their_address(waiting, query, there, gone):
    shown = html(signed_in("keeper").get(f"{waiting}?{query}", follow=True))

    assert there in shown
    assert gone not in shown


@pytest.mark.parametrize("who", ["analyst", "inspector", "accreditor"])
def test_only_a_list_keeper_opens_these_pages(waiting, who):
    client = signed_in(who)

    assert client.get(reverse("exchange:imports")).status_code == 403
    assert client.get(waiting).status_code == 403
    assert client.post(waiting).status_code == 403
