"""A sealed file opens whole or not at all, and backups never lie with what they save."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel import keys
from tansiq.kernel.backup import sealed, store
from tansiq.kernel.backup.errors import BackupRefused

KEY = b"k" * 32


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """Pieces so small that a short file has several."""
    monkeypatch.setattr(sealed, "PIECE_BYTES", 16)
    return 16 + sealed.TAG_BYTES


def refused(path: Path, *, key: bytes = KEY, name: str = "a") -> None:
    with pytest.raises(BackupRefused) as told:
        sealed.whole(path, key=key, name=name)
    assert told.value.code == "BACKUP_UNREADABLE"


@given(chunks=st.lists(st.binary(max_size=200), max_size=8))
def test_what_was_sealed_is_read_again(chunks, tmp_path_factory):
    path = tmp_path_factory.mktemp("sealed") / "a"

    told = sealed.write(path, chunks, key=KEY, name="a")

    assert sealed.whole(path, key=KEY, name="a") == b"".join(chunks)
    assert sealed.digest(path, key=KEY, name="a") == told


@pytest.mark.rule("E40")
def test_a_sealed_file_says_nothing_without_its_key(tmp_path):
    sealed.write(tmp_path / "a", ["باقنزل".encode() * 50], key=KEY, name="a")

    assert "باقنزل".encode() not in (tmp_path / "a").read_bytes()
    refused(tmp_path / "a", key=b"x" * 32)
    refused(tmp_path / "a", name="b")


def test_a_piece_that_is_moved_left_out_changed_or_cut_off_is_noticed(small, tmp_path):
    path = tmp_path / "a"
    sealed.write(path, [bytes(range(256))], key=KEY, name="a")
    whole, head = path.read_bytes(), len(sealed.MARK) + sealed.SALT_BYTES
    cuts = [*range(head, len(whole), small), len(whole)]
    pieces = [whole[a:b] for a, b in pairwise(cuts)]
    assert len(pieces) > 3

    for damaged in (
        [pieces[1], pieces[0], *pieces[2:]], pieces[1:], [pieces[0], *pieces[2:]], pieces[:-1], [*pieces, pieces[-1]],
        [*pieces[:-1], pieces[-1][:-1]], [bytes([pieces[0][0] ^ 1]) + pieces[0][1:], *pieces[1:]], [],
    ):  # fmt: skip
        path.write_bytes(whole[:head] + b"".join(damaged))
        refused(path)
    path.write_bytes(whole[: head - 3])
    refused(path)


def test_a_file_that_was_cut_short_while_it_was_written_leaves_nothing(tmp_path):
    def chunks():
        yield b"one"
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        sealed.write(tmp_path / "a", chunks(), key=KEY, name="a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rule("E40")
def test_backups_lie_neither_with_their_data_nor_with_the_master_key(tmp_path, monkeypatch):
    monkeypatch.setenv("TANSIQ_KEY_FILE", str(tmp_path / "k" / "key"))
    data = tmp_path / "d"
    keys.master(data)

    for place in (None, data / "b", data, tmp_path, tmp_path / "k"):
        with pytest.raises(BackupRefused) as told:
            store.require_place(place, data)
        assert told.value.code == "BACKUP_PLACE"
    assert store.require_place(tmp_path / "b", data) == tmp_path / "b"


def test_backups_make_no_master_key_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setenv("TANSIQ_KEY_FILE", str(tmp_path / "k" / "key"))

    with pytest.raises(keys.KeyFault, match="missing"):
        store.backup_key(tmp_path / "d")
    assert not (tmp_path / "k").exists()


def test_a_gap_in_the_log_is_named_also_over_the_end_of_a_log_file():
    names = ["0000000100000000000000FE", "000000010000000100000000", "000000020000000100000001", "00000002.history"]

    assert store.gaps(names, "0000000100000000000000FE") == ["0000000100000000000000FF"]
    assert store.gaps(names[1:], "000000010000000100000000") == []


def test_another_servers_piece_of_the_same_name_is_refused(tmp_path):
    name = "000000010000000000000001"
    (tmp_path / "wal").mkdir()
    kept, handed = store.piece_path(tmp_path, name), tmp_path / name
    handed.write_bytes(b"ours")
    store._ship_one(handed, kept, KEY)
    store._ship_one(handed, kept, KEY)  # once more after a kill

    handed.write_bytes(b"theirs")
    with pytest.raises(BackupRefused) as told:
        store._ship_one(handed, kept, KEY)
    assert told.value.code == "BACKUP_CLASH"
