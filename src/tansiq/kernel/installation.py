"""Installing and upgrading: database, roles, schema, walls, system agencies; under the owner's login, often."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from tansiq.config import environment
from tansiq.kernel import saying
from tansiq.kernel.charter.errors import CharterError, UnknownCode
from tansiq.kernel.keys import KeyFault

REFUSED = 3
# Others wait here while one process installs.
LOCK = 7_241_001


def _create_database(owner: environment.Login) -> None:
    parameters = {
        "host": owner.host,
        "port": owner.port or None,
        "user": owner.name,
        "password": owner.password or None,
    }
    try:
        psycopg.connect(dbname=owner.database, **parameters).close()  # type: ignore[arg-type]
    except psycopg.OperationalError as fault:
        # In whichever language the server says why: whether there is such a database is asked of itself.
        try:
            beside = psycopg.connect(dbname="postgres", autocommit=True, **parameters)  # type: ignore[arg-type]
        except psycopg.OperationalError:
            raise fault from None
        with beside as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [owner.database]).fetchone():
                raise
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(owner.database)))
            except psycopg.errors.DuplicateDatabase:
                pass  # another process was quicker


def _opens(login: environment.Login) -> bool:
    """Whether the login gets in with its password as it is."""
    try:
        psycopg.connect(
            dbname=login.database, host=login.host, port=login.port or None, user=login.name, password=login.password,
            connect_timeout=5,
        ).close()  # fmt: skip
    except psycopg.OperationalError:
        return False
    return True


def create_roles(connection: psycopg.Connection[object]) -> None:
    """The application's and the matcher's logins: they own nothing and cannot bypass row security."""
    for kind in ("app", "matcher"):
        login = environment.login(kind)
        name = sql.Identifier(login.name)
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login.name]).fetchone()
        if not found:
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(name)
            )
        if login.password and not (found and _opens(login)):
            # The server sees a verifier and never the password: a statement may stand in its log.
            told = (login.password.encode(), login.name.encode())
            verifier = connection.pgconn.encrypt_password(*told, b"scram-sha-256").decode()
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(verifier)))


def install() -> None:
    """Bring everything up to date."""
    owner = environment.owner_login()
    _create_database(owner)
    with psycopg.connect(
        dbname=owner.database,
        host=owner.host,
        port=owner.port or None,
        user=owner.name,
        password=owner.password or None,
        autocommit=True,
    ) as lock:
        lock.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        create_roles(lock)
        _bring_up()


def _bring_up() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from tansiq.kernel import walls

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", "tansiq_cache", verbosity=0)
    quoted = {kind: f'"{environment.login(kind).name}"' for kind in ("app", "matcher")}
    with transaction.atomic():
        walls.build(**quoted)
        add_system_agencies()
    connection.close()


def add_system_agencies() -> None:
    """The agencies that every installation has: the joint room, the protection desk, one for each published list."""
    from tansiq.kernel.access import actions
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.charter import queries as charter
    from tansiq.kernel.db import acting_as

    setup = system_actor("setup")
    with acting_as(setup):
        for code, name_ar, name_en, kind in (
            ("joint-room", "غرفة العمليات المشتركة", "Joint operations room", "civil"),
            ("protection", "مكتب الحماية", "Protection desk", "civil"),
            ("un", "قائمة مجلس الأمن", "UN Security Council list", "list"),
            ("ofac", "قائمة مكتب مراقبة الأصول الأجنبية", "OFAC lists", "list"),
        ):
            actions.add_agency(
                actor=setup, now=datetime.now(tz=UTC), code=code, name_ar=name_ar, name_en=name_en, kind=kind,
                charter_signed_on=datetime.now(tz=UTC).date(),
                duty_phone=charter.current().jurisdiction.duty_phone if kind != "list" else "",
            )  # fmt: skip


def main() -> int:
    """Install; what a person can mend is said in words. Returns the exit code."""
    try:
        install()
    except (psycopg.OperationalError, environment.SettingError, KeyFault, CharterError, UnknownCode) as fault:
        sys.stderr.write(f"{saying.of(fault)}\n")
        return 1
    except Exception as fault:  # a refusal can only be known for one once Django is loaded
        return _refused(fault)
    return 0


def _refused(fault: Exception) -> int:
    """Tell what an upgrade refused, in the language of the command; anything else is a defect and goes on."""
    from django.utils import translation

    from tansiq.kernel.problems import Problem

    if not isinstance(fault, Problem):
        raise fault
    with translation.override(os.environ.get("TANSIQ_LANG", "ar")):
        told = fault.as_object()
    for name in ("code", "title", *fault.members, "remedy"):
        value = told[name]
        sys.stderr.write(f"{name}: {'; '.join(value) if isinstance(value, list) else value}\n")
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
