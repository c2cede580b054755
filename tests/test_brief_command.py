"""`tansiq brief verify` as scripts see it: exit codes, one JSON object; what was altered, what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import chains
import pytest
from click.testing import CliRunner

from tansiq.commands.brief import brief
from tansiq.compartments.casework import chain

PDF = b"%PDF-1.7 the paper as it was set"


def manifest(**given: object) -> bytes:
    """As the room of the case writes it: one line of JSON, signed by the installation over itself."""
    rifle = chains.rifle()
    told = {
        "brief": "L-AAAA-BBBB", "case": "C-AAAA-BBBB", "kind": "brief", "made_at": "2021-09-20T10:00:00+03:00",
        "sha256": chain.digest(PDF), "installation": "Mukalla exhibit room",
        "public_key": chain.public_hex(chains.INSTALLATION),
        "items": [
            {"number": "EX-2021-0007", "kind": "exhibit", "sha256": chain.digest(rifle.lines[4])},
            {"number": "ST-AAAA-BBBB", "kind": "statement", "sha256": chain.digest("قال".encode())},
        ],
    } | given  # fmt: skip
    signed = told | {"signature": chains.INSTALLATION.sign(chain.canonical(told)).hex()}
    return json.dumps(signed, ensure_ascii=False, sort_keys=True).encode()


@pytest.fixture
def verify(tmp_path: Path):
    def run(*options: str, **files: bytes):
        names = []
        for name, raw in files.items():
            names.append(tmp_path / name)
            names[-1].write_bytes(raw)
        done = CliRunner().invoke(brief, ["verify", *map(str, names), *options, "--json"])
        return done.exit_code, json.loads(done.stdout) if done.exit_code < 2 else {}

    return run


def faults(told):
    return [(one["of"], one["code"]) for one in told["faults"]]


def test_a_whole_brief_ends_with_0_and_says_what_was_not_looked_at(verify):
    code, told = verify(paper=PDF, list=manifest(), chain=chains.rifle().file())

    assert (code, told["whole"], told["brief"]) == (0, True, "L-AAAA-BBBB")
    assert (told["checked"], told["unchecked"]) == (["EX-2021-0007"], ["ST-AAAA-BBBB"])


def test_the_order_of_the_files_and_what_was_added_to_a_chain_later_are_no_faults(verify):
    assert verify(chain=chains.rifle().file(), list=manifest(), paper=PDF)[0] == 0
    assert verify(list=manifest(), paper=PDF)[1]["unchecked"] == ["EX-2021-0007", "ST-AAAA-BBBB"]


@pytest.mark.rule("EVD-02")
@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"list": manifest()}, ("paper", "MISSING")),
        ({"list": manifest(), "paper": PDF + b" "}, ("paper", "CHANGED")),
        ({"list": manifest().replace(b"C-AAAA", b"C-AAAB"), "paper": PDF}, ("manifest", "BAD_SIGNATURE")),
        ({"list": manifest(items=[]), "paper": PDF, "chain": chains.rifle().file()}, ("EX-2021-0007", "NOT_IN_THE_BRIEF")),
        ({"list": manifest(), "paper": PDF, "chain": chains.damaged()["changed_byte"]}, ("EX-2021-0007", "CHAIN_DAMAGED")),
        ({"list": manifest(), "paper": PDF, "chain": chains.Writer().found("M-0142 Mukalla CID").file()},
         ("EX-2021-0007", "ANOTHER_CHAIN")),
        ({"list": manifest(surplus="x"), "paper": PDF}, ("manifest", "NOT_A_MANIFEST")),
        ({"list": manifest(items=[{"number": 1}]), "paper": PDF}, ("manifest", "NOT_A_MANIFEST")),
    ],
    ids=lambda one: one[1] if isinstance(one, tuple) else "",
)  # fmt: skip
def test_what_was_altered_or_is_missing_ends_with_1_and_is_named(verify, files, fault):
    code, told = verify(**files)

    assert code == 1
    assert faults(told) == [fault]


def test_another_installations_key_is_a_fault(verify):
    code, told = verify("--key", "0" * 64, list=manifest(), paper=PDF)

    assert (code, faults(told)) == (1, [("manifest", "ANOTHER_INSTALLATION")])


@pytest.mark.parametrize("files", [{"paper": PDF}, {"one": manifest(), "other": manifest(), "paper": PDF}])
def test_without_one_manifest_nothing_can_be_read(verify, files):
    assert verify(**files)[0] == 2
