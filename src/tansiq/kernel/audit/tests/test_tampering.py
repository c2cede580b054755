"""Whoever owns the database can change everything in it; what was kept elsewhere tells. All done with the owner's login."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import verify_log

from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import exports, leaves, notes, proofs, sealing, verification
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.audit.models import Entry, Leaf, Words
from tansiq.kernel.clocks.actions import close_alarm
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotPermitted

SEAL = sealing.SEAL
START = datetime.now(tz=UTC)
# Constraints between tables do not bind an owner who does not want them to.
FREE = "SET session_replication_role = replica"
TOOL = Path(__file__).resolve().parents[5] / "tools" / "verify_log.py"


@dataclass
class Log:
    """A sealed log, what was kept of it elsewhere, and the ways of checking it."""

    do: Any
    actor: Any
    inspector: Any
    owner_sql: Any
    folder: Path

    def write(self, count: int, at: datetime) -> None:
        def run() -> None:
            for number in range(count):
                audit.record("access.on_duty", ("access.member", None), actor=self.actor, at=at, words=f"كلام {number}")

        self.do(self.actor, run)

    def seal(self, at: datetime) -> int | None:
        with acting_as(SEAL):
            return sealing.seal(actor=SEAL, now=at).size

    def checkpoint(self) -> str:
        """What `tansiq audit checkpoint` prints."""
        return f"{self.do(SEAL, lambda: proofs.with_witnesses(proofs.latest()))}\nvkey: {sealing.log_key()}\n"

    def export(self, **bounds: Any) -> str:
        out = io.StringIO()
        actor = self.inspector if bounds.get("words") else SEAL
        self.do(actor, exports.export, actor=actor, now=START, out=out, **bounds)
        return out.getvalue()

    def here(self, *kept: str) -> list[tuple[str, int, int]]:
        """Faults of the database, the first first: code, first leaf, after the last."""
        found = self.do(SEAL, verification.verify, [verification.Kept.read(one) for one in kept]).faults
        return [(one.code, one.index, one.until) for one in found]

    def there(self, export: str, *kept: str) -> list[tuple[str, int, int]]:
        """Faults of an export as Tansiq finds them; the tool without Tansiq must find the same."""
        read = [verification.Kept.read(one) for one in kept]
        found = [(one.code, one.index, one.until) for one in exports.verify(io.StringIO(export), read).faults]
        told = self.tool(export, *kept)
        assert [(one["code"], one["index"], one["until"]) for one in told["faults"]] == found
        return found

    def tool(self, export: str, *kept: str, earlier: str = "") -> dict[str, Any]:
        """What the single file finds, without Tansiq and without packages."""
        (self.folder / "export").write_text(export)
        line = [sys.executable, "-I", "-S", str(TOOL), str(self.folder / "export"), "--json"]
        for number, one in enumerate(kept):
            (self.folder / str(number)).write_text(one)
            line += ["--checkpoint", str(self.folder / str(number))]
        if earlier:
            (self.folder / "earlier").write_text(earlier)
            line += ["--earlier", str(self.folder / "earlier")]
        done = subprocess.run(line, capture_output=True, text=True, check=False, cwd="/")
        assert done.stderr == ""
        told: dict[str, Any] = json.loads(done.stdout)
        assert done.returncode == (0 if told["whole"] else 1)
        return told

    def entry(self, index: int) -> str:
        return str(self.do(SEAL, lambda: Leaf.objects.get(index=index).entry_id))

    def recompute(self) -> None:
        """The owner throws the tree away, has it made anew in the same order, and signed."""
        self.owner_sql(
            "CREATE TABLE old AS SELECT entry_id, now() - interval '1 day' + index * interval '1 second' AS at FROM audit_leaf",
            "TRUNCATE audit_leaf, audit_node, audit_checkpoint, audit_cosignature",
            "INSERT INTO audit_unsealed SELECT entry_id, at FROM old",
            "DROP TABLE old",
        )
        self.seal(START + timedelta(minutes=11))


@pytest.fixture
def log(committed, do, owner_sql, tmp_path):
    """Twenty entries under two checkpoints, of which both are kept elsewhere."""
    owner_sql("TRUNCATE audit_entry CASCADE", "TRUNCATE audit_unsealed")
    made = Log(do, committed["owner"], committed["inspector"], owner_sql, tmp_path)
    made.write(12, START)
    made.seal(START + timedelta(minutes=5))
    made.early = made.checkpoint()
    made.write(8, START + timedelta(minutes=6))
    assert made.seal(START + timedelta(minutes=10)) == 20
    made.late = made.checkpoint()
    return made


def test_a_whole_log_is_found_whole_by_everybody(log):
    export = log.export()

    assert log.here(log.early, log.late) == []
    assert log.there(export, log.early, log.late) == []
    assert log.tool(export, log.late)["proven_to"] == 20


@pytest.mark.parametrize("field", [name for name in leaves.FIELDS if name != "id"])
def test_an_altered_entry_is_named_whichever_field_it_is(log, field):
    entry = log.entry(5)
    value = {"at": "at + interval '1 microsecond'", "kind": "'read'"}.get(field, "'x'")
    value = f"'{entry}'" if field.endswith("_id") else value
    log.owner_sql(f"UPDATE audit_entry SET {field} = {value} WHERE id = '{entry}'")

    assert log.here() == log.here(log.late) == [("ALTERED", 5, 6)]
    assert log.there(log.export(), log.late) == [("ALTERED", 5, 6)]
    assert log.tool(log.export(), log.late)["first"]["entry"] == entry


def test_a_removed_entry_is_named(log):
    log.owner_sql(f"{FREE}; DELETE FROM audit_entry WHERE id = '{log.entry(7)}'")

    assert log.here() == [("MISSING", 7, 8)]
    assert log.there(log.export(), log.late) == [("MISSING", 7, 8)]


def test_a_removed_leaf_is_named(log):
    log.owner_sql(
        f"{FREE}; DELETE FROM audit_entry WHERE id = '{log.entry(7)}'", "DELETE FROM audit_leaf WHERE index = 7"
    )

    assert log.here()[0] == ("MISSING", 7, 8)
    assert log.there(log.export(), log.late)[0] == ("MISSING", 7, 8)


def test_a_cut_off_end_is_named(log):
    log.owner_sql(
        f"{FREE}; DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_leaf WHERE index >= 15)",
        f"{FREE}; DELETE FROM audit_leaf WHERE index >= 15", "DELETE FROM audit_checkpoint WHERE size > 15",
    )  # fmt: skip

    assert log.here() == []
    assert log.here(log.late) == [("CUT", 15, 20)]
    assert log.there(log.export(), log.late) == [("CUT", 12, 20)]


def swap(log, one, other):
    """Two leaves stand for each other's entries."""
    first, second = log.entry(one), log.entry(other)
    log.owner_sql(
        "ALTER TABLE audit_leaf DROP CONSTRAINT audit_leaf_entry_id_key",
        f"UPDATE audit_leaf SET entry_id = CASE index WHEN {one} THEN '{second}'::uuid ELSE '{first}'::uuid END"
        f" WHERE index IN ({one}, {other})",
        "ALTER TABLE audit_leaf ADD CONSTRAINT audit_leaf_entry_id_key UNIQUE (entry_id)",
    )


def test_reordered_entries_are_named(log):
    swap(log, 4, 9)

    assert log.here() == [("ALTERED", 4, 5), ("ALTERED", 9, 10)]
    assert log.there(log.export(), log.late) == [("ALTERED", 4, 5), ("ALTERED", 9, 10)]


def test_a_log_reordered_and_made_anew_disagrees_with_what_was_kept(log):
    swap(log, 4, 9)
    log.recompute()

    assert log.here() == []
    assert log.here(log.early, log.late) == [("REWRITTEN", 0, 12), ("REWRITTEN", 0, 20)]


def test_a_leaf_altered_with_its_entry_is_found_by_the_tree_over_it(log):
    entry = log.entry(5)
    log.owner_sql(f"UPDATE audit_entry SET act = 'x' WHERE id = '{entry}'")
    row = log.do(SEAL, lambda: Entry.objects.get(id=entry))
    changed = [getattr(row, name) for name in leaves.FIELDS]
    leaf = verify_log.leaf_of(dict(zip(leaves.FIELDS, leaves.written(changed), strict=True)))
    log.owner_sql(f"UPDATE audit_leaf SET hash = '\\x{leaf.hex()}' WHERE index = 5")

    assert log.here()[0] == ("NODE", 4, 6)
    assert log.there(log.export(), log.early, log.late)[0] == ("REWRITTEN", 0, 12)


def test_an_owner_who_makes_everything_anew_and_signs_it_is_caught_by_what_was_kept_alone(log):
    before = log.export()
    entry = log.entry(14)
    log.owner_sql(f"UPDATE audit_entry SET act = 'nothing.happened' WHERE id = '{entry}'")
    log.recompute()
    export = log.export()

    assert log.here() == []
    assert log.there(export) == []
    assert log.here(log.late) == [("REWRITTEN", 0, 20)]
    assert log.here(log.early, log.late) == [("REWRITTEN", 12, 20)]
    assert log.there(export, log.early, log.late) == [("REWRITTEN", 12, 20)]
    told = log.tool(export, log.early, log.late, earlier=before)
    assert (told["first"]["index"], told["first"]["entry"]) == (14, entry)
    assert told["proven_to"] == 12


def test_a_log_that_another_key_signs_is_not_the_one_that_was_kept(log, settings, tmp_path):
    settings.TANSIQ_DATA_DIR = tmp_path / "strange"
    log.recompute()

    assert log.here() == []
    assert ("KEY", 0, 20) in log.here(log.late)
    assert ("KEY", 0, 20) in log.there(log.export(), log.late)


def test_a_back_dated_entry_is_named(log):
    log.owner_sql(
        "INSERT INTO audit_entry (id, at, kind, act, system, subject_kind, purpose, reference, words_hash) VALUES"
        f" (gen_random_uuid(), '{START - timedelta(hours=5)}', 'act', 'gateway.disclosed', '', 'x', '', '', '')"
    )
    log.seal(START + timedelta(minutes=15))

    assert log.here() == log.here(log.late) == [("BACK_DATED", 20, 21)]
    assert log.there(log.export(), log.late) == [("BACK_DATED", 20, 21)]


def test_an_entry_dated_after_what_seals_it_is_named(log):
    log.write(1, START + timedelta(days=2))
    log.seal(START + timedelta(minutes=15))

    assert log.here() == log.there(log.export()) == [("POST_DATED", 20, 21)]


def test_an_entry_that_waited_within_the_tolerance_is_no_fault(log):
    log.write(1, START - timedelta(minutes=40))
    log.seal(START + timedelta(minutes=15))

    assert log.here() == log.there(log.export(), log.late) == []


def test_a_node_that_was_changed_is_found(log):
    log.owner_sql("UPDATE audit_node SET hash = hash || 'x' WHERE position = 5")

    assert log.here()[0] == ("NODE", 2, 4)


@pytest.mark.parametrize("change", [
    "note = replace(note, 'tansiq/', 'tansig/')", "root = '\\x00'", "note = 'nothing'", "size = 19",
])  # fmt: skip
def test_a_checkpoint_that_was_changed_is_found(log, change):
    log.owner_sql(f"UPDATE audit_checkpoint SET {change} WHERE size = 20")

    assert [code for code, _, _ in log.here()] == ["SIGNATURE"]


def test_what_was_kept_must_be_signed(log):
    forged = log.late.replace("\n20\n", "\n21\n")

    assert [code for code, _, _ in log.here(forged)] == ["SIGNATURE"]
    assert [code for code, _, _ in log.there(log.export(), forged)] == ["SIGNATURE"]


def test_an_entry_taken_out_of_the_queue_or_removed_while_it_waits_is_found(log):
    log.write(2, START + timedelta(minutes=11))
    one, other = log.do(SEAL, lambda: [str(row.entry_id) for row in proofs.Unsealed.objects.all()])
    log.owner_sql(f"DELETE FROM audit_unsealed WHERE entry_id = '{one}'")
    log.owner_sql(
        f"{FREE}; DELETE FROM audit_words WHERE entry_id = '{other}'; DELETE FROM audit_entry WHERE id = '{other}'"
    )

    assert sorted(code for code, _, _ in log.here()) == ["REMOVED", "UNQUEUED"]
    assert log.seal(START + timedelta(minutes=15)) is None


def test_altered_words_are_found_and_erased_ones_still_verify(log):
    first, second = log.entry(2), log.entry(3)
    log.do(log.inspector, audit.erase_words, entry_id=first, reason="طلب محو من صاحب الشأن", now=START)
    log.seal(START + timedelta(minutes=15))
    assert log.here(log.late) == []
    assert log.there(log.export(words=True), log.late) == []

    log.owner_sql(f"UPDATE audit_words SET body = '{{\"words\": \"غيره\"}}' WHERE entry_id = '{second}'")

    assert log.here() == [("WORDS_ALTERED", 3, 4)]
    assert log.there(log.export(words=True), log.late) == [("WORDS_ALTERED", 3, 4)]
    assert log.there(log.export(), log.late) == []


@pytest.mark.parametrize(("first", "end"), [(0, 1), (3, 17), (11, 20), (12, 13), (19, 20), (0, 20)])
def test_a_part_proves_itself_against_the_same_checkpoint(log, first, end):
    part = log.export(first=first, end=end)

    assert log.there(part, log.late) == []
    assert len(part.splitlines()) == end - first + 1
    changed = part.replace('"act": "access.on_duty"', '"act": "access.off_duty"', 1)
    assert log.there(changed, log.late) == [("ALTERED", first, first + 1)]
    shorter = "\n".join(part.splitlines()[:-1]) + "\n"
    assert log.there(shorter, log.late)[0] == ("MISSING", end - 1, end)


def test_what_was_kept_and_cannot_be_compared_is_never_called_whole(log):
    entry = log.entry(5)
    log.owner_sql(f"UPDATE audit_entry SET act = 'nothing.happened' WHERE id = '{entry}'")
    log.recompute()

    assert log.there(log.export(), log.early) == [("REWRITTEN", 0, 12)]
    # Hashes that stand for leaves may end where a checkpoint does: 8 and 12; 10, 12, 16.
    for first, end in ((13, 20), (0, 10)):
        assert log.there(log.export(first=first, end=end), log.early) == [("REWRITTEN", 0, 12)]
    for first, end in ((16, 20), (17, 18), (0, 3)):
        assert log.there(log.export(first=first, end=end), log.early) == [("NOT_COMPARED", 0, 12)]
    altered = log.export(first=17).replace('"act": "access.on_duty"', '"act": "access.off_duty"', 1)
    assert log.there(altered, log.early) == [("ALTERED", 17, 18), ("NOT_COMPARED", 0, 12)]
    empty = log.folder / "empty"
    empty.write_text(log.export().splitlines()[0].replace('"to": 20', '"to": 0') + "\n")
    with empty.open() as source, pytest.raises(exports.ExportFault, match="one entry"):
        exports.verify(source)
    assert verify_log.main([str(empty)]) == 2


def test_an_earlier_export_sees_a_cut_end_and_what_stands_for_its_leaves(log):
    before = log.export()
    lines = before.splitlines()

    # The log ends before: the honest one had 12 entries when this was cut off, and its owner signed it again.
    log.owner_sql(
        f"{FREE}; DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_leaf WHERE index >= 12)",
        f"{FREE}; DELETE FROM audit_leaf WHERE index >= 12", "DELETE FROM audit_checkpoint WHERE size > 12",
    )  # fmt: skip
    cut = log.tool(log.export(), earlier=before)
    assert [(one["code"], one["index"], one["until"]) for one in cut["faults"]] == [("CUT", 12, 20)]

    # Hashes stand for the leaves from 0 to 12: they are reckoned from the earlier export, as far as it has them.
    part = log.export(first=8)
    assert log.tool(part, earlier="\n".join(lines[:13]))["earlier"] == 12
    assert log.tool(part, earlier="\n".join(lines[:12]))["whole"]
    half = log.tool(part, earlier="\n".join([lines[0], *lines[3:13]]))
    assert [(one["code"], one["index"], one["until"]) for one in half["faults"]] == [("NOT_COMPARED", 0, 8)]
    other = "\n".join(lines[:13]).replace(json.loads(lines[2])["leaf"], "0" * 64)
    assert log.tool(part, earlier=other)["first"]["code"] == "REWRITTEN"


@pytest.mark.rule("W-2", "G14", "RL-09")
def test_no_words_leave_but_for_the_inspector_and_a_few_at_a_time(log, committed, monkeypatch):
    assert "كلام" not in log.export()
    assert "كلام" in log.export(words=True)
    assert log.do(log.inspector, lambda: Words.objects.exists())
    told = log.do(log.inspector, lambda: Alarm.objects.get(code="LOG-EXPORTED", acted_by=log.inspector.user_id))
    with pytest.raises(OwnAct):
        log.do(log.inspector, close_alarm, actor=log.inspector, now=START, alarm_id=told.id, done="نظرت في التصدير")
    with pytest.raises(NotPermitted):
        log.do(committed["owner"], exports.export, actor=committed["owner"], now=START, out=io.StringIO(), words=True)
    monkeypatch.setattr(exports, "MOST_WITH_WORDS", 19)
    with pytest.raises(exports.TooManyWords):
        log.export(words=True)


@pytest.mark.parametrize("bounds", [{"first": 20}, {"end": 21}, {"first": 5, "end": 5}])
def test_what_is_not_sealed_is_not_exported(log, bounds):
    with pytest.raises(exports.NotSealed):
        log.export(**bounds)


@pytest.mark.parametrize("damage", [
    lambda text: "", lambda text: "{}\n", lambda text: text.replace("tansiq-log-1", "tansiq-log-9"),
    lambda text: text.replace('"from": 0', '"from": 4'), lambda text: text.replace('"to": 20', '"to": 0'), lambda text: text.replace('"to": 20', '"to": "20"'),
    lambda text: text + "nonsense\n", lambda text: text.replace('"leaf": "', '"leaf": "zz'), lambda text: "[1]\n",
    lambda text: text.replace('"kind": "act", ', ""), lambda text: text.replace("+", "!", 1),
])  # fmt: skip
def test_what_is_no_export_is_unreadable(log, damage, capsys):
    export = damage(log.export())
    (log.folder / "export").write_text(export)

    with pytest.raises(exports.ExportFault):
        exports.verify(io.StringIO(export))
    assert verify_log.main([str(log.folder / "export")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_single_file_checks_signatures_as_the_library_does():
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    # RFC 8032, 7.1, tests 1 and 3.
    for public, message, signature in (
        ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ):  # fmt: skip
        assert verify_log.is_signed(*map(bytes.fromhex, (public, message, signature)))
    for number in range(8):
        key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public, signature = key.public_key().public_bytes_raw(), key.sign(b"text")
        assert verify_log.is_signed(public, b"text", signature)
        assert not verify_log.is_signed(public, b"texts", signature)
        assert not verify_log.is_signed(public, b"text", signature[:-1] + bytes([signature[-1] ^ 1]))
        order = (int.from_bytes(signature[32:], "little") + verify_log.Q).to_bytes(32, "little")
        assert not verify_log.is_signed(public, b"text", signature[:32] + order)
    assert not verify_log.is_signed(b"\xff" * 32, b"text", b"\x00" * 64)


def test_people_read_what_the_single_file_found(log, capsys):
    (log.folder / "export").write_text(log.export())
    (log.folder / "kept").write_text(log.late)

    assert verify_log.main([str(log.folder / "export"), "--checkpoint", str(log.folder / "kept")]) == 0
    assert "whole: 20 entries" in capsys.readouterr().out
    assert verify_log.main([str(log.folder / "export"), "--vkey", str(sealing.log_key())]) == 0
    assert "give --checkpoint" in capsys.readouterr().out
    (log.folder / "export").write_text(log.export().replace("access.on_duty", "access.off_duty"))
    assert verify_log.main([str(log.folder / "export")]) == 1
    assert capsys.readouterr().out.startswith("ALTERED: entry 0 ")
    assert notes.VerifierKey.read(str(sealing.log_key())) == sealing.log_key()
