"""What lies in the data directory says nothing without the master key."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest

from tansiq.kernel import keys


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TANSIQ_KEY_FILE", str(tmp_path / "elsewhere" / "key"))
    return tmp_path / "data"


def test_a_secret_is_made_once_and_read_by_its_owner_alone(data_dir):
    first = keys.secret(data_dir, "one")

    assert keys.secret(data_dir, "one") == first
    assert stat.S_IMODE((data_dir / "keys" / "one").stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.key_file().stat().st_mode) == 0o600


def test_a_key_is_made_on_a_stick_that_gives_no_file_a_second_name(data_dir, monkeypatch):
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(keys.os, "link", refused)
    first = keys.secret(data_dir, "one")

    assert keys.secret(data_dir, "one") == first
    assert stat.S_IMODE(keys.key_file().stat().st_mode) == 0o600
    assert [path.name for path in keys.key_file().parent.iterdir()] == ["key"]


@pytest.mark.rule("E40")
def test_the_data_directory_alone_gives_no_secret(data_dir, monkeypatch, tmp_path):
    secret = keys.secret(data_dir, "one")

    monkeypatch.setenv("TANSIQ_KEY_FILE", str(tmp_path / "another" / "key"))

    assert all(secret.encode() not in path.read_bytes() for path in data_dir.rglob("*") if path.is_file())
    with pytest.raises(keys.KeyFault, match="missing"):
        keys.secret(data_dir, "one")
    (tmp_path / "another").mkdir()
    (tmp_path / "another" / "key").write_text("A" * 43 + "=")
    with pytest.raises(keys.KeyFault, match="does not open"):
        keys.secret(data_dir, "one")


@pytest.mark.rule("E40")
def test_the_master_key_never_lies_among_what_it_seals(data_dir, monkeypatch):
    monkeypatch.setenv("TANSIQ_KEY_FILE", str(data_dir / "keys" / "master"))

    with pytest.raises(keys.KeyFault, match="outside"):
        keys.secret(data_dir, "one")


def test_a_secret_kept_in_plain_by_an_earlier_version_is_sealed_and_stays_the_same(data_dir):
    (data_dir / "keys").mkdir(parents=True)
    (data_dir / "keys" / "old").write_text("an-old-secret")

    assert keys.secret(data_dir, "old") == "an-old-secret"
    assert "an-old-secret" not in (data_dir / "keys" / "old").read_text()
    assert keys.secret(data_dir, "old") == "an-old-secret"


def test_what_was_sealed_for_one_purpose_opens_for_no_other(data_dir):
    sealed = keys.seal(data_dir, b"seed", purpose="one")

    assert keys.unseal(data_dir, sealed, purpose="one") == b"seed"
    with pytest.raises(keys.KeyFault):
        keys.unseal(data_dir, sealed, purpose="two")


def test_a_signing_key_stays_the_same(data_dir):
    assert keys.signing_key(data_dir, "log").sign(b"x") == keys.signing_key(data_dir, "log").sign(b"x")
    assert keys.signing_key(data_dir, "log").sign(b"x") != keys.signing_key(data_dir, "other").sign(b"x")
