"""A server that was installed once, copied by whoever needs one of his own: to install it anew takes ten times as long.

`TANSIQ_TEST_CLUSTER` names the folder in which it is kept, stopped, with its keys. The first who asks installs it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tansiq import cli
from tansiq.kernel import postgres

VARIABLE = "TANSIQ_TEST_CLUSTER"
SERVER, KEYS, FILES = "server/data", "keys", "files"


def folder() -> Path | None:
    """The folder with the kept server, installed now if nobody has yet; None where nothing is to be kept."""
    if not os.environ.get(VARIABLE):
        return None
    kept = Path(os.environ[VARIABLE])
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _install(kept)
    return kept


def copy(source: Path, target: Path) -> None:
    """Copy what a folder holds into another, owners and all; the server's own folder is a thing apart."""
    target.mkdir(parents=True, exist_ok=True)
    entries = [str(entry) for entry in source.iterdir() if entry.name != "postgres"]
    if entries:
        subprocess.run(["cp", "-a", *entries, str(target)], check=True)
    shutil.copystat(source, target)
    owner = source.stat()
    os.chown(target, owner.st_uid, owner.st_gid)


def give(data_dir: Path, *, is_known: bool = True) -> bool:
    """Give a data directory that is empty a copy of the kept server; False where none is kept.

    Args:
        is_known: the next command finds it as it would leave it after installing, and installs nothing.
    """
    kept = folder()
    if kept is None:
        return False
    server = postgres.server(data_dir)
    copy(kept / SERVER, server.root / "data")
    if is_known:
        (data_dir / "schema").write_text(cli.fingerprint(server))
    return True


def _install(kept: Path) -> None:
    made = Path(tempfile.mkdtemp(prefix="tqkept-", dir="/tmp"))
    made.chmod(0o711)
    data, partial = made / "d", kept.with_suffix(".partial")
    environment = {name: value for name, value in os.environ.items() if name != "TANSIQ_DATABASE_URL"} | {
        "TANSIQ_DATA_DIR": str(data), "TANSIQ_KEY_FILE": str(made / "k" / "key"), "TANSIQ_LOGIN": "owner",
        "DJANGO_SETTINGS_MODULE": "tansiq.config.settings",
    }  # fmt: skip
    root = data
    try:
        with postgres.in_use(data, durable=False) as server:
            root = server.root
            subprocess.run([sys.executable, "-m", "tansiq.kernel.installation"], env=environment, check=True)
        for name, source in ((SERVER, root / "data"), (KEYS, made / "k"), (FILES, data)):
            if source.exists():
                copy(source, partial / name)
        partial.rename(kept)
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if root.name.startswith("tansiq-pg-"):
            shutil.rmtree(root, ignore_errors=True)
