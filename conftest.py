"""Tests run on a PostgreSQL of their own, under the application's login, which cannot bypass a wall."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import django
import pytest
from hypothesis import settings

# Each process, xdist's workers included, has its own server: set before anything reads the settings.
DATA = Path(tempfile.mkdtemp(prefix=f"tqt{os.environ.get('TANSIQ_TEST_DB_SUFFIX', '')}-", dir="/tmp"))
DATA.chmod(0o711)
os.environ["TANSIQ_DATA_DIR"] = str(DATA)
KEYS = Path(tempfile.mkdtemp(prefix="tqk-", dir="/tmp"))
os.environ["TANSIQ_KEY_FILE"] = str(KEYS / "key")
os.environ["TANSIQ_PLAIN_HTTP"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "tansiq.config.settings"
os.environ.pop("TANSIQ_LOGIN", None)
# One server is installed, whoever of several processes is first; each has a copy of it.
os.environ.setdefault("TANSIQ_TEST_CLUSTER", str(DATA / "kept"))
django.setup()

from django.contrib.auth.signals import user_logged_in  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from stage import AGENCIES, MEMBERS, NOW, PASSWORD  # noqa: E402

from benchmarks import kept  # noqa: E402
from tansiq.kernel.access import authentication  # noqa: E402

LISTS = Path(__file__).resolve().parent.parent / "shared" / "data" / "sanctions"
if LISTS.is_dir():
    os.environ.setdefault("TANSIQ_LISTS_DIR", str(LISTS))


# The same examples every time where a red run would stop a landing; elsewhere others each time.
settings.register_profile("landing", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("landing")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "rule(*codes): the rules that this test proves")
    config.addinivalue_line("markers", "browser: opens pages in Chromium")
    if config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput"):
        # A worker that inherits it reads the settings before its own conftest has named the worker's server.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)


# Files that take longest: each goes to one process as a whole, and begun last would keep the other waiting. A single
# process leaves them for the end, where a failure of another test has stopped it.
LONGEST = (
    "tests/test_access_table.py", "tests/browser/test_pages.py", "tests/walls/test_walls_proof.py",
    "tests/test_audit_command.py", "tests/test_survives.py", "tests/test_commands.py", "tests/browser/",
    "src/tansiq/gateway/tests/test_api_at_random.py", "src/tansiq/demo/",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next((at for at, one in enumerate(LONGEST) if item.nodeid.startswith(one)), len(LONGEST)),
        reverse="PYTEST_XDIST_WORKER" not in os.environ,
    )


# The files that look through Chromium share one demo, and so one process.
TOGETHER = "tests/browser/"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Each file goes to one process as a whole, and those of the browser all to the same."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return TOGETHER if nodeid.startswith(TOGETHER) else super()._split_scope(nodeid)

    return ByFile(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    root = (DATA / "postgres").resolve()
    shutil.rmtree(DATA, ignore_errors=True)
    shutil.rmtree(KEYS, ignore_errors=True)
    if root.name.startswith("tansiq-pg-"):
        shutil.rmtree(root, ignore_errors=True)


def _with_second_factor(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    """A member whom a test signs in by `Client.force_login` has shown a second factor, as after the real sign-in.

    One that a test signs in by the form has shown what the test shows.
    """
    if type(request) is HttpRequest:  # the test client's own; a served request is a subclass
        request.user = user
        authentication.record_second_factor(request, "totp")


user_logged_in.connect(_with_second_factor)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A server of this process, migrated by its owner; the tests themselves never have the owner's login."""
    from tansiq.kernel import keys, postgres

    made = kept.folder()
    assert made is not None
    for name, target in (
        (kept.SERVER, postgres.server(DATA).root / "data"), (kept.KEYS, KEYS), (kept.FILES, DATA),
    ):  # fmt: skip
        if (made / name).exists():
            kept.copy(made / name, target)
    keys._master.cache_clear()  # the key that came with the copy is the one that opens what came with it
    with postgres.in_use(DATA, durable=False), django_db_blocker.unblock():
        yield
        from django.db import connections

        for connection in connections.all():
            connection.close()
            connection.close_pool()


@pytest.fixture(scope="session")
def world(django_db_setup: None) -> dict[str, Any]:
    """Agencies and members of the cast, committed once for all tests."""
    from django.conf import settings as django_settings
    from django.contrib.auth.hashers import get_hashers, get_hashers_by_algorithm
    from django.db import transaction

    from tansiq.kernel.access import actions, queries
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as

    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    get_hashers.cache_clear()
    get_hashers_by_algorithm.cache_clear()
    setup = system_actor("setup")
    with acting_as(setup), transaction.atomic():
        for code, (kind, arrests) in AGENCIES.items():
            actions.add_agency(
                actor=setup, now=NOW, code=code, name_ar=f"جهة {code}", name_en=code.title(), kind=kind,
                may_arrest=arrests, charter_signed_on=date(2026, 1, 1), duty_phone="+967 5 000 0199",
            )  # fmt: skip
        ids = {row.code: row.id for row in queries.agencies()}
        for handle, (agency, roles) in MEMBERS.items():
            actions.add_member(
                actor=setup, now=NOW, handle=handle, password=PASSWORD, agency_id=ids[agency], name_ar=f"عضو {handle}",
                name_en=handle.title(), roles=roles, vouched=True,
            )  # fmt: skip
    return ids


@pytest.fixture
def agencies(world: dict[str, Any]) -> dict[str, Any]:
    """Ids of the agencies by code."""
    return world


@pytest.fixture(scope="session")
def everybody(world: dict[str, Any]) -> dict[str, Any]:
    """The cast as actors, as they are before any test: looked up once, for there are many."""
    from tansiq.kernel.access import queries

    return {handle: queries.actor_by_handle(handle) for handle in MEMBERS}


@pytest.fixture
def cast(everybody: dict[str, Any], db: None) -> dict[str, Any]:
    """The cast as actors, in a transaction that is rolled back."""
    return dict(everybody)


@pytest.fixture
def do() -> Callable[..., Any]:
    """Do something as an actor: `do(actor, actions.ask, now=..., ...)`; also runs plain functions."""
    from django.db import transaction

    from tansiq.kernel.db import acting_as

    def run(actor_: Any, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        with acting_as(actor_), transaction.atomic():
            if function.__module__.startswith("tansiq.") and ".actions" in function.__module__:
                kwargs = {"actor": actor_, "now": NOW} | kwargs
            return function(*args, **kwargs)

    return run


def _owner_sql(*statements: str) -> list[tuple[Any, ...]]:
    """Run statements as the owner; the rows of the last one, where it has any."""
    import psycopg

    from tansiq.config import environment

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name, autocommit=True) as connection:
        for statement in statements:
            told = connection.execute(statement)
        return told.fetchall() if told.description else []


def _empty(tables: set[str]) -> None:
    """Empty those of the tables that hold anything: to truncate all of them takes a third of a second."""
    full = _owner_sql(" UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM {one})" for one in sorted(tables)))
    if full:
        _owner_sql(f"TRUNCATE {', '.join(name for (name,) in full)} CASCADE")


@pytest.fixture
def owner_sql() -> Callable[..., list[tuple[Any, ...]]]:
    """Run SQL as the database's owner: for what a test must undo or damage."""
    return _owner_sql


KEPT = {"access_agency", "access_member", "access_user", "access_rolegrant", "django_migrations", "django_content_type",
        "auth_permission"}  # fmt: skip


@pytest.fixture
def committed(everybody: dict[str, Any], django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The cast, for tests whose rows other connections must see; everything but the cast is removed afterwards."""
    from django.db import connections

    from tansiq.kernel import walls

    with django_db_blocker.unblock():
        yield dict(everybody)
        _empty((walls.tables() | {"procrastinate_jobs"}) - KEPT)
        _owner_sql(
            "UPDATE access_agency SET standing = 'accredited', excluded_validator_ids = '{}'",
            "UPDATE access_member SET frozen_at = NULL WHERE frozen_at IS NOT NULL",
            "UPDATE access_rolegrant SET ended_at = NULL WHERE ended_at IS NOT NULL",
            "UPDATE access_member SET frozen_at = NULL",
        )
        connections["matcher"].close()


@pytest.fixture
def second_key(committed: dict[str, Any]) -> list[str]:
    """What an inspector on the telephone reads out: who he is, and what his second factor shows now."""
    from allauth.mfa.totp.internal import auth
    from browse import code_of
    from django.contrib.auth import get_user_model

    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    inspector = get_user_model()._default_manager.get(id=committed["inspector"].user_id)
    auth.TOTP.activate(inspector, secret)
    return ["--second", "inspector", "--code", code_of(secret)]
