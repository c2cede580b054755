from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.charter import seal
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.difference import between
from tansiq.kernel.charter.errors import BelowFloor, CharterError
from tansiq.kernel.charter.loading import digest_of, load, texts_of
from tansiq.kernel.charter.tests.conftest import Change

DIGEST, OTHER = "a" * 64, "b" * 64
KEYS = {name: Ed25519PrivateKey.generate() for name in ("Court", "Ministry", "Union")}
PINS = tuple(seal.Pinned(name, name == "Union", seal.public_hex(key)) for name, key in KEYS.items())


def signed(name: str, digest: str = DIGEST, *, pack: str = "yem", by: str = "") -> seal.Signature:
    return seal.sign(
        KEYS[by or name], pack=pack, digest=digest, institution=name, civil=name == "Union", signed_on=date(2026, 3, 2)
    )


def state(*signatures: seal.Signature, pins: tuple[seal.Pinned, ...] = PINS) -> str:
    return seal.seal_of(signatures, pins, pack="yem", digest=DIGEST).state


def fault(signature: seal.Signature, pins: tuple[seal.Pinned, ...] = PINS) -> str:
    found = seal.seal_of([signature], pins, pack="yem", digest=DIGEST)
    assert (found.state, found.signers) == ("unsigned", ())
    return found.faults[0][1]


def test_two_institutions_seal_a_pack_and_one_of_them_is_civil() -> None:
    assert state(signed("Court"), signed("Union")) == "sealed"
    assert state(signed("Court"), signed("Ministry"), signed("Union")) == "sealed"
    assert state(signed("Court"), signed("Ministry")) == "half"
    assert state(signed("Union"), signed("Union")) == "half"
    assert state(signed("Union")) == "half"
    assert state() == "unsigned"


def test_two_names_with_one_key_are_one_institution() -> None:
    same = seal.public_hex(KEYS["Union"])
    pins = (seal.Pinned("Union", True, same), seal.Pinned("Court", False, same))

    assert state(signed("Union"), signed("Court", by="Union"), pins=pins) == "half"


def test_a_signature_counts_for_what_it_signed_by_whom_the_installation_knows() -> None:
    assert fault(signed("Court"), pins=()) == "NOT_PINNED"
    assert fault(signed("Court", by="Ministry")) == "NOT_PINNED"
    assert fault(signed("Court", OTHER)) == "OTHER_PACK"
    assert fault(signed("Court", pack="irq")) == "BAD_SIGNATURE"
    assert fault(replace(signed("Court", OTHER), digest=DIGEST)) == "BAD_SIGNATURE"
    assert fault(replace(signed("Court"), civil=True)) == "NOT_WHAT_IT_SAYS"
    assert fault(replace(signed("Court"), signed_on="2026-03-03")) == "BAD_SIGNATURE"
    assert fault(replace(signed("Court"), signature="zz")) == "BAD_SIGNATURE"


@given(st.integers(0, 63), st.integers(1, 255))
def test_any_changed_byte_of_a_signature_is_found(place: int, flip: int) -> None:
    row = signed("Court")
    raw = bytearray(bytes.fromhex(row.signature))
    raw[place] ^= flip

    assert fault(replace(row, signature=raw.hex())) == "BAD_SIGNATURE"


def test_signing_leaves_the_pack_as_it_was_and_a_change_breaks_the_seal(pack: Path, change: Change) -> None:
    before = load(pack).fingerprint()
    for name in ("Court", "Union"):
        seal.write(pack, signed(name, before))
    seal.write(pack, signed("Court", before))

    assert load(pack).fingerprint() == before
    assert [row.institution for row in seal.read(pack)] == ["Union", "Court"]
    assert seal.seal_of(seal.read(pack), PINS, pack="yem", digest=before).state == "sealed"

    change("clocks.csv", "yem,RFI-ANSWER,rfi,5,working_day,", "yem,RFI-ANSWER,rfi,6,working_day,")
    found = seal.seal_of(seal.read(pack), PINS, pack="yem", digest=load(pack).fingerprint())
    assert (found.state, {code for _, code in found.faults}) == ("unsigned", {"OTHER_PACK"})


@pytest.mark.rule("G4")
def test_no_signature_lowers_a_floor(pack: Path, change: Change) -> None:
    change(
        "clocks.csv", "yem,SUBJECT-HARD-STOP,subject_accepted,5,year,", "yem,SUBJECT-HARD-STOP,subject_accepted,9,year,"
    )
    digest = digest_of(texts_of(pack))
    for name in ("Court", "Union"):
        seal.write(pack, signed(name, digest))
    assert seal.seal_of(seal.read(pack), PINS, pack="yem", digest=digest).state == "sealed"

    with pytest.raises(BelowFloor):
        load(pack)


def test_line_ends_and_a_mark_at_the_beginning_are_no_part_of_the_digest(pack: Path, yem: Charter) -> None:
    for path in pack.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert load(pack).fingerprint() == yem.fingerprint()


@pytest.mark.parametrize("text", ["{", "{}", '[{"institution": "x"}]', '[{"institution": 3}]', "[3]"])
def test_what_is_no_file_of_signatures_or_keys_is_refused(pack: Path, tmp_path: Path, text: str) -> None:
    (pack / seal.SIGNATURES).write_text(text)
    (tmp_path / "keys.json").write_text(text if text != "{}" else '[{"institution": "x", "civil": true, "key": "00"}]')

    if text != "{}":
        with pytest.raises(CharterError):
            seal.read(pack)
    with pytest.raises(CharterError):
        seal.read_pins(tmp_path / "keys.json")
    with pytest.raises(CharterError):
        seal.read_pins(tmp_path / "none.json")


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = seal.make_key(tmp_path / "key")

    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert seal.public_hex(seal.read_key(tmp_path / "key")) == seal.public_hex(key)
    with pytest.raises(FileExistsError):
        seal.make_key(tmp_path / "key")
    (tmp_path / "other").write_text("no key")
    with pytest.raises(CharterError):
        seal.read_key(tmp_path / "other")


def test_a_difference_names_rows_that_are_new_gone_or_say_something_else(pack: Path, change: Change) -> None:
    old = texts_of(pack)
    change("clocks.csv", "yem,RFI-ANSWER,rfi,5,working_day,", "yem,RFI-ANSWER,rfi,6,working_day,")
    change("purposes.yaml", "{code: TRACE,", "{code: TRACE2,")
    change("charter.yaml", "+967 5 000 0110", "+967 5 000 0111")

    found = {(one.kind, one.where, one.code): one for one in between(old, texts_of(pack))}

    assert set(found) == {
        ("changed", "clocks", "RFI-ANSWER"), ("removed", "purposes", "TRACE"), ("added", "purposes", "TRACE2"),
        ("changed", "charter", "duty_phone"),
    }  # fmt: skip
    assert found["changed", "clocks", "RFI-ANSWER"].fields == (("limit", "5", "6"),)
    assert found["added", "purposes", "TRACE2"].name_ar


def test_from_a_pack_to_itself_nothing_changes_and_an_older_form_can_be_compared(pack: Path) -> None:
    new = texts_of(pack)
    old = {name: text for name, text in new.items() if name != "retention.csv"}

    assert between(new, new) == ()
    assert {(one.kind, one.where) for one in between(old, new)} == {("added", "retention")}
    assert json.dumps([one.code for one in between(old, new)])


def test_a_digest_is_short_enough_to_be_compared_by_voice() -> None:
    assert seal.short("3f2a9c01d4e5b6a7" + "0" * 48) == "3F2A-9C01-D4E5-B6A7"
