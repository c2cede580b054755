"""What comes in from outside is bounded: no files, no large bodies, no deep ones."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from browse import signed_in
from django import forms
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from tansiq.compartments.casework.pictures import MOST_BYTES
from tansiq.exchange.formats import un
from tansiq.exchange.formats.listing import ListError
from tansiq.kernel import uploads
from tansiq.kernel.access.models import User

SOURCE = Path(__file__).resolve().parent.parent / "src" / "tansiq"


def _all(kind: type) -> set[type]:
    return {kind}.union(*(_all(one) for one in kind.__subclasses__()))


def test_no_form_and_no_table_of_ours_takes_a_file_without_a_gate():
    assert get_resolver().url_patterns  # every view, and so every form, is loaded
    ours = [form for form in _all(forms.BaseForm) if form.__module__.startswith("tansiq.")]
    assert len(ours) > 20
    fields = [(form, name) for form in ours for name, field in getattr(form, "base_fields", {}).items()
              if isinstance(field, forms.FileField) or isinstance(field.widget, forms.FileInput)]  # fmt: skip
    columns = [(model, field.name) for model in apps.get_models() for field in model._meta.get_fields()
               if isinstance(field, models.FileField)]  # fmt: skip
    written = [path for path in SOURCE.rglob("*") if path.suffix in (".py", ".html") and "tests" not in path.parts
               and any(word in path.read_text() for word in ("request.FILES", "UploadedFile", 'type="file"'))]  # fmt: skip

    # The photograph of an exhibit: bounded, known by its content, the picture alone kept, written to no disk. The paper
    # of a court or of the prosecution: bounded, never opened, kept nowhere; its hash alone is.
    assert sorted((form.__name__, name) for form, name in fields) == [
        ("CourtActForm", "document"), ("LetterForm", "document"), ("PaperForm", "document"),
        ("PhotographForm", "photograph"),
    ]  # fmt: skip
    assert {path.relative_to(SOURCE).as_posix() for path in written} == {
        "compartments/casework/views/exhibits.py", "compartments/casework/views/court.py", "kernel/uploads.py",
    }  # fmt: skip
    assert columns == []
    assert (
        dict.fromkeys(
            ("casework:photograph_new", "casework:court_act_new", "casework:paper_new", "casework:letter_new"),
            MOST_BYTES,
        )
        == uploads._PLACES
    )


def test_the_address_of_photographs_takes_one_file_of_somebody_signed_in_and_no_larger(cast, monkeypatch):
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", None)
    address = reverse("casework:photograph_new", args=[uuid4()])

    def taken(user: Any, **files: bytes) -> list[bytes]:
        sent = {name: SimpleUploadedFile("x", body) for name, body in files.items()}
        request = RequestFactory().post(address, sent)
        request.user = user
        return [file.read() for file in request.FILES.values()]

    officer = User.objects.get(username="detective")
    assert taken(officer, photograph=b"x" * 90_000) == [b"x" * 90_000]
    for user, files in (
        (officer, {"photograph": b"x" * (MOST_BYTES + 1)}), (officer, {"one": b"x", "two": b"y"}),
        (AnonymousUser(), {"photograph": b"x"}),
    ):  # fmt: skip
        with pytest.raises(uploads.FileSent):
            taken(user, **files)


@pytest.mark.parametrize("name", ["photo.jpg", "list.xml", "bomb.zip", "plain.txt"])
def test_a_file_is_refused_on_every_page_and_written_nowhere(cast, name, monkeypatch):
    def opened(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a file was written")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", opened)
    file = SimpleUploadedFile(name, b"PK\x03\x04" + b"\0" * 3_000_000)

    for client, address in ((Client(), "/accounts/login/"), (signed_in("asker"), "/ask/")):
        answer = client.post(address, {"login": "x", "file": file}, headers={"accept-language": "en"})
        assert (answer.status_code, "NO_FILES" in answer.text) == (415, True)
        file.seek(0)


def test_a_body_is_at_most_a_megabyte_and_says_so(cast):
    client = signed_in("asker")
    large = "x" * 1_000_001

    page = client.post("/ask/", {"words": large})
    program = client.post("/api/v1/asks", {"name": large}, content_type="application/json")
    many = client.post("/ask/", {f"f{number}": "x" for number in range(301)})

    assert [one.status_code for one in (page, program, many)] == [413, 413, 413]
    assert (program["Content-Type"], program.json()["code"]) == ("application/problem+json", "TOO_LARGE")


@pytest.mark.parametrize(
    "body",
    [
        "[" * 200_000, '{"name":' * 100_000, '{"name": ' + "9" * 200_000 + "}", '{"name": "\\ud800"}', "\xff\xfe",
        '{"name": NaN}', '{"identifiers": ' + json.dumps([{"kind": "national", "value": "1"}] * 11) + "}",
    ],
)  # fmt: skip
def test_a_body_that_is_deep_or_strange_is_refused_in_words(cast, body):
    client = signed_in("asker")

    answer = client.post("/api/v1/asks", body.encode("utf-8", "surrogatepass"), content_type="application/json")

    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "content",
    [
        b"<CONSOLIDATED_LIST>" + b"<INDIVIDUALS>" * 500_000, b"<?xml version='1.0'?>" + b"<a>" * 1_000_000,
        b"PK\x03\x04" + b"\0" * 1000, b"\xff\xd8\xff\xe1 a photograph", b"%PDF-1.7", b"",
    ],
)  # fmt: skip
def test_a_list_is_known_by_its_content_and_neither_nests_nor_unpacks(content, tmp_path):
    path = tmp_path / "consolidated.xml"
    path.write_bytes(content)

    with pytest.raises(ListError):
        un.read(path)
