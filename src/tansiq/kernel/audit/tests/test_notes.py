"""Notes, checkpoints and cosignatures against what others publish."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.audit import leaves, notes
from tansiq.kernel.audit.notes import Checkpoint, Note, NoteFault, VerifierKey

# The example of Go's package sumdb/note, on which C2SP's signed-note rests.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
# The example of C2SP's tlog-cosignature.
COSIGNED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""
KEY = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
AT = datetime(2026, 1, 31, 6, 12, tzinfo=UTC)


def test_the_published_note_is_read_verified_and_signed_byte_for_byte():
    key, note = VerifierKey.read(PETER), Note.read(TEXT + "\n" + LINE)

    assert str(key) == PETER
    assert str(note) == TEXT + "\n" + LINE
    assert notes.is_signed(note, key)
    assert str(notes.sign(TEXT, "PeterNeumann", Ed25519PrivateKey.from_private_bytes(SEED))) == LINE


def test_a_changed_text_or_a_strange_key_does_not_verify():
    key, note = VerifierKey.read(PETER), Note.read(TEXT.replace("is", "was") + "\n" + LINE)

    assert not notes.is_signed(note, key)
    assert not notes.is_signed(Note.read(TEXT + "\n" + LINE), VerifierKey.of("PeterNeumann", notes.ED25519, KEY))


@pytest.mark.parametrize("text", [
    "x08go+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", PETER.replace("c74f20a3", "c74f20a4"),
    PETER[:-4], "PeterNeumann", "", "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdoq",
])  # fmt: skip
def test_what_is_no_key_is_refused(text):
    with pytest.raises(NoteFault):
        VerifierKey.read(text)


def test_keys_whose_base64_holds_a_plus_are_read():
    for text in (
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
    ):
        assert str(VerifierKey.read(text)) == text


def test_the_published_checkpoint_is_read():
    note = Note.read(COSIGNED)
    found = Checkpoint.read(note.text)

    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20852163)
    assert found.text == note.text
    assert [one.name for one in note.signatures] == ["example.com/behind-the-sofa", "witness.example.com/w1"]
    assert int.from_bytes(note.signatures[1].raw[:8]) == 1679315147


def test_a_cosignature_says_when_and_covers_the_time():
    text = Checkpoint("a.example", 3, b"\x01" * 32, AT).text
    line, key = notes.cosign(text, "w.example", KEY, AT), VerifierKey.of("w.example", notes.COSIGNATURE, KEY)

    assert notes.cosigned_at(Note(text, (line,)), key) == AT
    later = notes.Signature(line.name, line.key_id, (int.from_bytes(line.raw[:8]) + 1).to_bytes(8) + line.raw[8:])
    assert notes.cosigned_at(Note(text, (later,)), key) is None
    assert notes.cosigned_at(Note(text.replace("3", "4"), (line,)), key) is None
    assert not notes.is_signed(Note(text, (line,)), key)
    KEY.public_key().verify(line.raw[8:], b"cosignature/v1\ntime 1769839920\n" + text.encode())


@pytest.mark.parametrize("written", [
    "", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n— na me AAAAAAA=\n", "text\n\n— name AAAA\n",
    "te\x00xt\n\n" + LINE, TEXT + "\n" + LINE[:-1], TEXT + "\n" + LINE.replace("—", "-"), "x" * 100_001,
    TEXT + "\n" + LINE * 65, TEXT + "\n" + LINE.replace("AM=", "AN="),
])  # fmt: skip
def test_what_is_no_note_is_refused(written):
    with pytest.raises(NoteFault):
        Note.read(written)


@pytest.mark.parametrize("text", [
    "origin\n3\n", "origin\n03\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "origin\n-1\nAAAA\n", "origin\n3\nAAAA\n",
    "\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "origin\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
    "origin\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\ntime yesterday\n",
])  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(NoteFault):
        Checkpoint.read(text)


def test_a_strange_line_after_ours_is_passed_over():
    text = Checkpoint("a.example", 0, b"\x01" * 32).text + "something else\n"

    assert Checkpoint.read(text) == Checkpoint("a.example", 0, b"\x01" * 32)


@given(st.lists(st.one_of(st.none(), st.text(max_size=9)), min_size=13, max_size=13),
       st.lists(st.one_of(st.none(), st.text(max_size=9)), min_size=13, max_size=13))  # fmt: skip
def test_two_different_entries_never_give_the_same_leaf(one, other):
    assert (leaves.encode(one) == leaves.encode(other)) == (one == other)


def test_a_leaf_is_these_bytes():
    values = ["a", None, "", *["ع"] * 10]

    assert leaves.encode(values) == b"tansiq-entry-1:1:a,-,0:," + b"2:\xd8\xb9," * 10
    with pytest.raises(ValueError, match="zip"):
        leaves.encode(values[:-1])
