"""Row security as declarations: each app says in its `walls.py` who may see, add, change and remove rows of a table.

The owner applies them after every migration; a table with neither a wall nor a line in EXEMPT fails the build.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import connection

from tansiq.kernel.access.rules import ROLES
from tansiq.kernel.wall_functions import OWNERS_FUNCTIONS, REFUSE, STAMP

MINE = "owner_id = ANY ((SELECT acl.agency_ids())::uuid[])"
# The member that acts, and the agency that it belongs to, whatever that agency's standing.
ME, HOME = "(SELECT acl.member_id())", "(SELECT acl.home_id())"
ACTS = "(SELECT acl.user_id())"
IN_PERSON = "(SELECT acl.system()) = ''"
ANYBODY = "(SELECT acl.user_id()) IS NOT NULL OR (SELECT acl.system()) <> ''"


def own(column: str) -> str:
    """Condition: the agency in `column` is the actor's."""
    return f"{column} = ANY ((SELECT acl.agency_ids())::uuid[])"


def role(*names: str) -> str:
    """Condition: the actor has one of these roles."""
    return f"(SELECT acl.roles()) && '{{{','.join(names)}}}'::text[]"


def system(*names: str) -> str:
    """Condition: the actor is one of these system actors."""
    listed = ", ".join(f"'{name}'" for name in names)
    return f"(SELECT acl.system()) IN ({listed})"


def may(*permissions: str) -> str:
    """Condition: a role of the actor holds one of these permissions."""
    return role(*(name for name, held in ROLES.items() if held.intersection(permissions)))


def only(*columns: str) -> str:
    """Condition on a change: nothing but these columns is other than before."""
    listed = "'{{{}}}'::text[]".format(",".join(columns))
    return f"to_jsonb(OLD) - {listed} = to_jsonb(NEW) - {listed}"


def either(*conditions: str) -> str:
    """Condition: at least one of these holds."""
    return " OR ".join(f"({condition})" for condition in conditions)


def both(*conditions: str) -> str:
    """Condition: every one of these holds."""
    return " AND ".join(f"({condition})" for condition in conditions)


@dataclass(frozen=True)
class Wall:
    """Conditions in SQL for one table; None grants nothing.

    Attributes:
        select: rows that exist for the actor.
        insert: what a new row must fulfil.
        update: rows that may be changed; the changed row must fulfil the same, or `after`.
        after: what a changed row must fulfil, where it differs from `update`.
        change: what a row must fulfil as it was (OLD) and as it is to be (NEW). A policy sees one of the two, so a
            trigger compares them; nothing but the row, the stamp and constants may stand here. Whoever erases what
            has ended, under the name `retention`, is bound by the policies alone.
        delete: rows that may be removed.
        columns: the only columns that may be updated; None for all.
        reads: the only columns that the application may read; None for all.
        ended: which rows may be erased once they have ended, under the name `retention`, which sees every row of the
            table and does nothing else; an empty condition erases none, None shows it none.
        blanked: columns that `retention` empties, or by which it locks a row while it erases.
        matcher: the matcher's own login may read the table.
    """

    select: str
    insert: str | None = None
    update: str | None = None
    after: str | None = None
    change: str | None = None
    delete: str | None = None
    columns: tuple[str, ...] | None = None
    reads: tuple[str, ...] | None = None
    ended: str | None = None
    blanked: tuple[str, ...] = ()
    matcher: bool = False


EXEMPT: dict[str, str] = {
    "auth_group": "Django's own; not used, empty",
    "auth_group_permissions": "Django's own; not used, empty",
    "auth_permission": "Django's own; names of models",
    "django_migrations": "schema history; no person",
    "django_content_type": "names of tables; no person",
    "django_session": "opaque, read before anybody is known",
    "tansiq_cache": "rate limits of the sign-in; read before anybody is known",
    "access_user": "sign-in: handle and password hash, read before anybody is known",
    "account_emailaddress": "sign-in; not used",
    "account_emailconfirmation": "sign-in; not used",
    "mfa_authenticator": "sign-in: second factors, encrypted; read before anybody is known",
    "socialaccount_socialaccount": "sign-in: subject at the identity provider; read before anybody is known",
    "socialaccount_socialapp": "sign-in; not used, the environment names the provider",
    "socialaccount_socialtoken": "sign-in; not used, no token is kept",
}


def declared() -> dict[str, Wall]:
    """Every wall of every installed app, by table."""
    walls: dict[str, Wall] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("tansiq.") and app.label != "kernel" and find_spec(f"{app.name}.walls"):
            walls |= import_module(f"{app.name}.walls").WALLS
    return walls


def functions() -> dict[str, tuple[str, str]]:
    """Every owner's function: the kernel's, and what an app's `walls.py` declares as FUNCTIONS."""
    found = dict(OWNERS_FUNCTIONS)
    for app in apps.get_app_configs():
        if app.name.startswith("tansiq.") and app.label != "kernel" and find_spec(f"{app.name}.walls"):
            found |= getattr(import_module(f"{app.name}.walls"), "FUNCTIONS", {})
    return found


def tables() -> set[str]:
    """Every table that a model of an installed app has."""
    return {m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.managed} | {
        "django_migrations",
        "tansiq_cache",
    }


def with_retention(wall: Wall) -> Wall:
    """The wall as it is built: with what the job that erases may do besides."""
    if wall.ended is None:
        return wall
    job = system("retention")
    told: dict[str, Any] = {"select": either(wall.select, job)}
    if wall.ended:
        told["delete"] = either(*filter(None, [wall.delete, both(job, wall.ended)]))
    if wall.blanked:
        told["update"] = either(*filter(None, [wall.update, job]))
        told["after"] = either(wall.after, job) if wall.after else None
        if wall.columns or not wall.update:
            told["columns"] = tuple(dict.fromkeys((*(wall.columns or ()), *wall.blanked)))
    return replace(wall, **told)


def _wall_sql(table: str, wall: Wall, app: str, matcher: str) -> list[str]:
    wall = with_retention(wall)
    literal = "'{}'".format(app.strip('"').replace('""', '"').replace("'", "''"))
    read = "({})".format(", ".join(wall.reads)) if wall.reads else ""
    sql = [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY', f'GRANT SELECT {read} ON "{table}" TO {app}']
    sql.append(f'CREATE POLICY may_select ON "{table}" FOR SELECT TO {app} USING ({wall.select})')
    if wall.insert:
        sql.append(f'GRANT INSERT ON "{table}" TO {app}')
        sql.append(f'CREATE POLICY may_insert ON "{table}" FOR INSERT TO {app} WITH CHECK ({wall.insert})')
    if wall.update:
        columns = "({})".format(", ".join(wall.columns)) if wall.columns else ""
        sql.append(f'GRANT UPDATE {columns} ON "{table}" TO {app}')
        check = wall.after or wall.update
        sql.append(
            f'CREATE POLICY may_update ON "{table}" FOR UPDATE TO {app} USING ({wall.update}) WITH CHECK ({check})'
        )
    if wall.change:
        compared = "({}) IS NOT TRUE".format(wall.change.replace("(SELECT acl.", "(acl."))
        sql.append(
            f'CREATE TRIGGER may_change BEFORE UPDATE ON "{table}" FOR EACH ROW'
            f" WHEN (current_user = {literal} AND acl.system() <> 'retention' AND {compared})"
            " EXECUTE FUNCTION acl.refuse()"
        )
    if wall.delete:
        sql.append(f'GRANT DELETE ON "{table}" TO {app}')
        sql.append(f'CREATE POLICY may_delete ON "{table}" FOR DELETE TO {app} USING ({wall.delete})')
    if wall.matcher:
        sql.append(f'GRANT SELECT ON "{table}" TO {matcher}')
        sql.append(f'CREATE POLICY matcher ON "{table}" FOR SELECT TO {matcher} USING (true)')
    return sql


def build(*, app: str, matcher: str) -> None:
    """Apply every wall, as the owner, in one transaction.

    Args:
        app: name of the application's role, quoted.
        matcher: name of the matcher's role, quoted.

    Raises:
        RuntimeError: a table has neither a wall nor a line in EXEMPT.
    """
    walls = declared()
    if bare := sorted(tables() - set(walls) - set(EXEMPT)):
        raise RuntimeError(f"tables without a wall: {', '.join(bare)}")
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        cursor.execute(REFUSE)
        cursor.execute(f"GRANT USAGE ON SCHEMA acl, public TO {app}, {matcher}")
        logins = {"app": app, "matcher": matcher}
        for signature, (login, statement) in functions().items():
            cursor.execute(statement)
            cursor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {logins[login]}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app}, {matcher}, PUBLIC")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}")
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
        for table, policy in cursor.fetchall():
            cursor.execute(f'DROP POLICY "{policy}" ON "{table}"')
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'may_change'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER may_change ON "{table}"')
        for table, wall in sorted(walls.items()):
            for statement in _wall_sql(table, wall, app, matcher):
                cursor.execute(statement)
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            if table in EXEMPT and table != "django_migrations":
                cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO {app}')
        cursor.execute(f"GRANT SELECT ON django_migrations TO {app}")


def faults_of_login() -> list[str]:
    """What makes the present login unfit to serve: it can bypass row security, owns a table, or a table is open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        found = cursor.fetchone()
        faults = ["the login can bypass row security"] if not found or found[0] else []
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(c.relowner, 'USAGE')"
        )
        if cursor.fetchone()[0]:
            faults.append("the login owns tables")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT rowsecurity")
        faults += [f"{table} is open" for (table,) in cursor.fetchall() if table not in EXEMPT]
    return faults
