"""The command line: `tansiq`. Every command works on an empty data directory.

Django is loaded inside the functions: the login has to be chosen first, and what needs no database loads none.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tansiq.kernel import saying

if TYPE_CHECKING:
    from tansiq.kernel.access.actor import Actor
    from tansiq.kernel.postgres import Server

REFUSED, UNREADABLE, FAULT = 3, 2, 1
PACKAGE = Path(__file__).resolve().parent
AGAIN = ("-m", "tansiq.cli")
# Packages that bring tables of their own.
WITH_TABLES = ("django", "django-allauth", "procrastinate")


def _configure(login: str) -> None:
    os.environ["TANSIQ_LOGIN"] = login
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tansiq.config.settings")


@contextmanager
def database() -> Iterator[Server | None]:
    """The server is up while this lasts: the embedded one is started and, by the last command, stopped."""
    from tansiq.config import environment
    from tansiq.kernel import postgres
    from tansiq.kernel.backup import errors, store

    # A wrong setting is told before anything is started.
    try:
        environment.owner_login()
        if environment.is_embedded() and (place := environment.backup_dir()):
            store.require_place(place, environment.data_dir())
    except (environment.SettingError, errors.BackupRefused) as fault:
        fail(fault, UNREADABLE)
    if not environment.is_embedded():
        yield None
        return
    with postgres.in_use(environment.data_dir()) as server:
        yield server


def migrate() -> None:
    """Bring roles, schema, walls and reference data up to date, as the owner, in a process of its own."""
    environment = os.environ | {"TANSIQ_LOGIN": "owner", "DJANGO_SETTINGS_MODULE": "tansiq.config.settings"}
    done = subprocess.run([sys.executable, "-m", "tansiq.kernel.installation"], env=environment, check=False)
    if done.returncode:
        sys.exit(REFUSED if done.returncode == REFUSED else FAULT)


def fingerprint(server: Server) -> str:
    """SHA-256, in hex, of all that installing depends on: migrations, walls, charter, and which cluster this is."""
    from tansiq.config import environment

    charter = Path(os.environ.get("TANSIQ_CHARTER_DIR") or environment.REPOSITORY / "charter")
    pack = charter / os.environ.get("TANSIQ_CHARTER", "yem")
    # What walls name of kinds and roles stands beside them.
    parts = ("migrations/*.py", "wall*.py", "kinds.py", "rules.py", "kernel/installation.py")
    files = {file for part in parts for file in PACKAGE.rglob(part)}
    cluster = (server.root / "data" / "PG_VERSION").stat()
    told = hashlib.sha256(f"{cluster.st_ino} {cluster.st_mtime_ns} {pack}".encode())
    told.update(" ".join(version(name) for name in WITH_TABLES).encode())
    for file in sorted(files) + sorted(path for path in pack.glob("*") if path.is_file()):
        told.update(str(file).encode() + hashlib.sha256(file.read_bytes()).digest())
    return told.hexdigest()


def bring_up(server: Server | None) -> None:
    """Migrate, unless this cluster was migrated with the very same code and charter.

    Only the embedded server is trusted to be as this installation left it; another may have been restored since. A
    process that has the application's login alone migrates nothing: another did, before it.
    """
    from tansiq.config import environment

    if server is None:
        if not environment.is_without_owner():
            migrate()
        return
    stamp, wanted = environment.data_dir() / "schema", fingerprint(server)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    migrate()
    stamp.write_text(wanted)


def leave_owner() -> None:
    """Migrate, then begin this command anew without the owner's login: whoever takes a service over finds none in it.

    The process is replaced, so that its environment holds the password nowhere, /proc included. The embedded server has
    no password to hide: it trusts every program of its user.
    """
    from tansiq.config import environment

    if environment.is_embedded() or environment.is_without_owner():
        return
    with database() as server:
        bring_up(server)
    sys.stdout.flush()
    told = os.environ | {"TANSIQ_DATABASE_URL": environment.url_without_owner()}
    os.execve(sys.executable, [sys.executable, *AGAIN, *sys.argv[1:]], told)  # noqa: S606  this very program


def start_django(login: str = "app") -> None:
    """Load the settings and apps under a login; what is printed is in the language of `--lang`."""
    _configure(login)
    import django
    from django.utils import translation

    django.setup()
    translation.activate(os.environ.get("TANSIQ_LANG", "ar"))


@contextmanager
def ready() -> Iterator[None]:
    """A running, migrated database, and Django under the application's login, which cannot bypass a wall."""
    with database() as server:
        bring_up(server)
        start_django()
        from tansiq.kernel import walls

        faults = walls.faults_of_login()
        if faults:
            fail("; ".join(map(saying.sentence, faults)), FAULT)
        require_sealed(is_serving=False)
        try:
            yield
        finally:
            close_connections()


def require_sealed(*, is_serving: bool) -> None:
    """End where this installation may not run its pack of the charter."""
    from tansiq.kernel.charter.errors import CharterError
    from tansiq.kernel.packs import actions

    try:
        actions.require_sealed(is_serving=is_serving)
    except CharterError as fault:
        fail(fault, FAULT)


def take_up_pack() -> None:
    """Note which pack runs from now on."""
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as
    from tansiq.kernel.packs import actions

    setup = system_actor("setup")
    with acting_as(setup):
        actions.take_up(actor=setup, now=datetime.now(tz=UTC))


def close_connections() -> None:
    """Give every connection back and end the pools: before processes part, and before the server stops."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]


@contextmanager
def acting(handle: str, *, act: str, as_json: bool) -> Iterator[Actor]:
    """One transaction under a member's name. A refusal rolls it back, is recorded and printed, and ends with 3."""
    from django.db import transaction

    from tansiq.desk import refusals
    from tansiq.kernel.access import queries
    from tansiq.kernel.access.actor import Actor
    from tansiq.kernel.db import acting_as
    from tansiq.kernel.problems import Problem

    actor = Actor()
    try:
        actor = queries.actor_by_handle(handle)
        with acting_as(actor), transaction.atomic():
            yield actor
    except Problem as problem:
        with acting_as(actor):
            refusals.record(problem, actor=actor, at=datetime.now(tz=UTC), act=f"tansiq {act}")
        print_object(problem.as_object(), as_json=as_json)
        sys.exit(REFUSED)


def fail(words: str | BaseException, code: int) -> NoReturn:
    """End with a code after a sentence on standard error; a fault is told in the language of the command."""
    click.echo(saying.of(words) if isinstance(words, BaseException) else words, err=True)
    sys.exit(code)


def print_object(told: dict[str, Any], *, as_json: bool) -> None:
    """One JSON object on standard output, or its members a line each for people."""
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for key, value in told.items():
        click.echo(f"{key}: {_for_people(value)}")


def _for_people(value: object) -> str:
    """A value as people write it: nothing for None, members of a list or mapping with commas."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_for_people(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_for_people, value))
    return "–" if value is None else str(value)


def manage(arguments: Sequence[str]) -> None:
    """Django's own commands: `migrate` and `makemigrations` as the owner, the rest under the application's login."""
    owner = len(arguments) > 1 and arguments[1] in ("migrate", "makemigrations", "createcachetable", "dbshell")
    with database():
        _configure("owner" if owner else "app")
        from django.core.management import execute_from_command_line

        execute_from_command_line(list(arguments))


def _end(number: int, frame: object) -> NoReturn:
    # As an exception, so that whatever this command has started is stopped on the way out.
    sys.exit(128 + number)


class _Commands(click.Group):
    """The group, which loads its commands when one is asked for; a wrong setting ends it in words."""

    def make_context(self, *told: Any, **options: Any) -> click.Context:
        from tansiq.commands import helping

        self._load()
        helping.speak(self, saying.language())  # until the line has said which
        return super().make_context(*told, **options)

    def invoke(self, context: click.Context) -> Any:
        from tansiq.config.environment import SettingError
        from tansiq.kernel.keys import KeyFault
        from tansiq.kernel.postgres import ServerError

        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _end)
        try:
            return super().invoke(context)
        except (SettingError, KeyFault) as fault:
            fail(fault, UNREADABLE)
        except ServerError as fault:
            fail(fault, FAULT)

    def _load(self) -> None:
        from tansiq import commands

        if not self.commands:
            commands.register(self)


def _speak(context: click.Context, _parameter: click.Parameter, lang: str) -> str:
    from tansiq.commands import helping

    if isinstance(context.command, click.Group):
        helping.speak(context.command, lang)
    return lang


@click.group(cls=_Commands)
@click.option(
    "--lang", type=click.Choice(saying.LANGUAGES), default="ar", envvar="TANSIQ_LANG", is_eager=True, callback=_speak,
    expose_value=False, help="Language of what is printed.",
)  # fmt: skip
def main() -> None:
    """Tansiq: agencies, courts and programmes coordinate, and the walls between them hold."""


if __name__ == "__main__":
    main()
