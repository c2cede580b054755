"""Signing a pack, taking it up, refusing one that is not sealed, and showing anybody what changed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from stage import NOW

from tansiq.commands import serve
from tansiq.compartments.oversight import queries as oversight
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.models import User
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.loading import load
from tansiq.kernel.charter.seal import short
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.packs import actions, jobs, queries, words
from tansiq.kernel.retention import jobs as retention_jobs

SETUP = system_actor("setup")
COURT, UNION = "مجلس القضاء (تجريبي)", "Bar association (invented)"


def tansiq(*line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    told = os.environ | {"TANSIQ_CHARTER_DIR": str(folder), "TANSIQ_LANG": "en"} | environment
    return subprocess.run(
        [sys.executable, "-m", "tansiq.cli", *line], env=told, capture_output=True, text=True, check=False
    )


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder with a copy of the pack, which a test may change and sign."""
    shutil.copytree(Path(settings.TANSIQ_CHARTER_DIR) / "yem", tmp_path / "packs" / "yem")
    return tmp_path / "packs"


@pytest.fixture
def sign(packs: Path, tmp_path: Path) -> Any:
    """Sign the pack on the command line; the file of pinned keys is returned."""
    pins: list[Any] = []

    def run(*institutions: str) -> Path:
        for name in institutions:
            key, civil = tmp_path / f"{len(pins)}.pem", ["--civil"] if name == UNION else []
            made = tansiq("charter", "keygen", "--as", name, "--out", str(key), "--json", *civil, folder=packs)
            pins.append(json.loads(made.stdout))
            done = tansiq("charter", "sign", "yem", "--as", name, "--key", str(key), *civil, folder=packs)
            assert done.returncode == 0, done.stderr
        path = tmp_path / "pins.json"
        path.write_text(json.dumps(pins))
        return path

    return run


@pytest.fixture
def run_with(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let this process run a pack of another folder, in earnest or not."""

    def use(folder: Path, pins: Path | None = None, *, plain_http: bool = True) -> None:
        charter._read.cache_clear()
        monkeypatch.setattr(settings, "TANSIQ_CHARTER_DIR", folder)
        monkeypatch.setattr(settings, "TANSIQ_CHARTER_KEYS", pins)
        monkeypatch.setattr(settings, "TANSIQ_PLAIN_HTTP", plain_http)

    yield use
    monkeypatch.undo()
    charter._read.cache_clear()


def test_a_pack_that_two_institutions_signed_is_verified_on_the_command_line(packs: Path, sign: Any) -> None:
    pins = str(sign(COURT, UNION))

    told = tansiq("charter", "verify", "yem", "--keys", pins, "--json", folder=packs)
    digest = tansiq("charter", "digest", "yem", "--json", folder=packs)

    assert told.returncode == 0
    assert [one["institution"] for one in json.loads(told.stdout)["signers"]] == [COURT, UNION]
    assert json.loads(digest.stdout)["digest"] == load(packs / "yem").fingerprint()


def test_half_signed_is_no_seal_and_a_pack_below_a_floor_is_not_signed(packs: Path, sign: Any) -> None:
    pins = sign(COURT)
    half = tansiq("charter", "verify", "yem", "--keys", str(pins), "--json", folder=packs)
    assert (half.returncode, json.loads(half.stdout)["state"]) == (1, "half")

    file = packs / "yem" / "charter.yaml"
    file.write_text(file.read_text("utf-8").replace("child_age: 18", "child_age: 12"), "utf-8")
    key = str(pins.parent / "0.pem")
    refused = tansiq("charter", "sign", "yem", "--as", UNION, "--key", key, folder=packs)

    assert refused.returncode == 2
    assert "child_age" in refused.stderr


def test_the_start_refuses_a_pack_that_is_not_sealed(packs: Path, sign: Any, run_with: Any) -> None:
    run_with(packs)
    actions.require_sealed(is_serving=True)  # plain http on loopback: shown as not signed

    run_with(packs, plain_http=False)
    actions.require_sealed(is_serving=False)
    with pytest.raises(actions.NotSealed, match="not signed"):
        actions.require_sealed(is_serving=True)

    half = sign(COURT)
    run_with(packs, half, plain_http=False)
    with pytest.raises(actions.NotSealed, match="half signed"):
        actions.require_sealed(is_serving=False)

    run_with(packs, sign(UNION), plain_http=False)
    actions.require_sealed(is_serving=True)

    with (packs / "yem" / "purposes.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    run_with(packs, packs.parent / "pins.json", plain_http=False)
    with pytest.raises(actions.NotSealed, match="OTHER_PACK"):
        actions.require_sealed(is_serving=True)


def test_serving_in_earnest_ends_at_once_with_a_pack_that_nobody_signed(packs: Path) -> None:
    for line in (("serve", "--port", "1"), ("worker",)):
        done = tansiq(*line, folder=packs, TANSIQ_PLAIN_HTTP="0")

        assert done.returncode == 1
        assert "not signed" in done.stderr


def test_a_pack_is_taken_up_once_and_its_difference_is_public(cast: Any, do: Any, packs: Path, run_with: Any) -> None:
    run_with(packs)
    first = do(SETUP, actions.take_up)
    assert do(SETUP, actions.take_up).id == first.id
    page = Client().get("/charter/difference/")
    assert (page.status_code, queries.difference().before) == (200, None)

    file = packs / "yem" / "clocks.csv"
    text = file.read_text("utf-8").replace("yem,RFI-ANSWER,rfi,5,", "yem,RFI-ANSWER,rfi,6,")
    file.write_text(text, "utf-8")
    run_with(packs)
    second = do(SETUP, actions.take_up, now=NOW + timedelta(hours=1))

    told = queries.difference()
    assert (told.before.id, told.digest) == (first.id, second.digest)
    alarms = do(cast["inspector"], lambda: list(Alarm.objects.filter(code="CHARTER-CHANGED")))
    assert [one.reference for one in alarms] == [second.digest[:40]]
    [change] = told.changes
    assert words.in_both(change)["en"] == (
        "Clocks: “Answer to a request for information” (RFI-ANSWER) changed: the limit was “5” and is now “6”."
    )
    assert "RFI-ANSWER" in words.in_both(change)["ar"]
    # Anybody reads it without signing in, and the page of the charter says that it is not signed.
    client = Client()
    assert "RFI-ANSWER" in client.get("/charter/difference/").content.decode()
    client.force_login(User.objects.get(username="asker"))
    shown = client.get("/charter/", headers={"accept-language": "en"}).content.decode()
    assert "not signed" in shown
    assert short(second.digest) in shown


def test_a_worker_with_another_pack_than_the_desk_refuses_and_one_that_was_overtaken_ends(
    cast: Any, do: Any, packs: Path, run_with: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    killed: list[int] = []
    monkeypatch.setattr(jobs.os, "kill", lambda _process, number: killed.append(number))
    serve.require_desks_pack("worker")  # nobody was there before: nothing to compare
    do(SETUP, actions.take_up)
    serve.require_desks_pack("worker")
    with translation.override("en"):
        do(SETUP, jobs.compare, timestamp=0)
        assert killed == []

        with (packs / "yem" / "purposes.yaml").open("a", encoding="utf-8") as file:
            file.write("# one more line\n")
        run_with(packs)  # as a worker that reads it, before any desk has
        do(SETUP, jobs.compare, timestamp=0)
        with pytest.raises(SystemExit) as ended:
            serve.require_desks_pack("worker")
    assert (ended.value.code, killed) == (3, [signal.SIGTERM])
    told = capsys.readouterr().out
    assert "code: OTHER_CHARTER" in told
    assert "start the desk first" in told
    assert f"here: {short(charter.current().fingerprint())}" in told
    assert "OTHER_CHARTER" in {one.code for one in do(cast["inspector"], oversight.open_notices)}
    # Nothing ends by a pack that is not in force, and once a desk has taken it up all goes on.
    monkeypatch.setattr(retention_jobs.actions, "catch_up", lambda **_: killed.append(0))
    do(SETUP, retention_jobs.catch_up, timestamp=0)
    assert killed == [signal.SIGTERM]
    do(SETUP, actions.take_up, now=NOW + timedelta(hours=1))
    serve.require_desks_pack("worker")
    do(SETUP, retention_jobs.catch_up, timestamp=0)
    assert killed == [signal.SIGTERM, 0]


def test_nobody_changes_which_packs_ran(cast: Any, do: Any) -> None:
    do(SETUP, actions.take_up)

    for actor in (cast["accreditor"], cast["inspector"]):
        with pytest.raises(Exception, match=r"row-level security|permission denied"):
            do(actor, add_run)


def add_run() -> None:
    queries.Run(code="yem", digest="0" * 64, taken_up_at=NOW, state="sealed", files={}).save(force_insert=True)


def test_the_command_tells_two_packs_apart_in_both_languages(packs: Path) -> None:
    shutil.copytree(packs / "yem", packs / "new" / "yem")
    file = packs / "new" / "yem" / "clocks.csv"
    file.write_text(file.read_text("utf-8").replace("yem,RFI-ANSWER,rfi,5,", "yem,RFI-ANSWER,rfi,6,"), "utf-8")

    told = tansiq("charter", "diff", "yem", str(packs / "new" / "yem"), "--json", folder=packs)

    [change] = json.loads(told.stdout)["changes"]
    assert (change["kind"], change["code"], change["fields"]) == ("changed", "RFI-ANSWER", [["limit", "5", "6"]])
    assert change["ar"] != change["en"]
