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
    return " OR ".join(f"({condition})" for condition in conditions)


def both(*conditions: str) -> str:
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

FUNCTIONS = r"""
    CREATE SCHEMA IF NOT EXISTS acl;
    CREATE OR REPLACE FUNCTION acl.user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;
    CREATE OR REPLACE FUNCTION acl.agency_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT coalesce(nullif(current_setting('app.agency_ids', true), ''), '{}')::uuid[] $$;
    CREATE OR REPLACE FUNCTION acl.recall_agency_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT coalesce(nullif(current_setting('app.recall_agency_ids', true), ''), '{}')::uuid[] $$;
    CREATE OR REPLACE FUNCTION acl.roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT coalesce(nullif(current_setting('app.roles', true), ''), '{}')::text[] $$;
    CREATE OR REPLACE FUNCTION acl.system() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT coalesce(current_setting('app.system', true), '') $$;
    -- The words of a name without marks and with one letter for each that is written several ways: to compare, no more.
    CREATE OR REPLACE FUNCTION acl.name_words(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT regexp_split_to_array(btrim(regexp_replace(translate(regexp_replace(lower(normalize(said, NFKC)),
           '[\u0621\u0640\u064b-\u065f\u0670]', '', 'g'), 'أإآٱىةؤئ', 'اااايهوي'),
           '[^0-9a-z\u0620-\u06ff]+', ' ', 'g')), ' ') $$;
    -- Whether two names may mean one person: every word of the shorter stands in the longer, three at least.
    CREATE OR REPLACE FUNCTION acl.is_named(one text[], other text[]) RETURNS boolean
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT least(cardinality(one), cardinality(other)) >= 3 AND (one @> other OR other @> one) $$;
"""

# A change that its wall does not let pass: the same refusal as that of a policy.
REFUSE = """
    CREATE OR REPLACE FUNCTION acl.refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN
        RAISE EXCEPTION 'the wall of % does not let this change pass', TG_TABLE_NAME USING ERRCODE = '42501';
      END $$;
"""

# Read with the owner's rights, past row security, under which an index on an array is not used: each asks by itself
# who acts. Each may be called under one login only.
OWNERS_FUNCTIONS = {
    # Who acts, by the account that the backend stamped: asked by policies on other tables, past the wall of members.
    "acl.member_id()": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.member_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT id FROM public.access_member WHERE user_id = acl.user_id() $$;
    """,
    ),
    "acl.home_id()": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.home_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT agency_id FROM public.access_member WHERE user_id = acl.user_id() $$;
    """,
    ),
    # An entry that this very transaction wrote under this very stamp; once committed, nobody adds words to it. A row
    # whose writer is still at work and which can be seen is the transaction's own, or one of its savepoints'.
    "acl.is_being_written(uuid)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.is_being_written(entry uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT EXISTS (
           SELECT 1 FROM public.audit_entry e,
             LATERAL (SELECT e.xmin::text::bigint AS made, pg_current_xact_id()::text::bigint AS present) AS xact,
             LATERAL (SELECT (present >> 32 << 32) + made AS same_epoch) AS whole
           WHERE e.id = entry AND e.user_id IS NOT DISTINCT FROM acl.user_id() AND e.system = acl.system()
             AND pg_xact_status(
               (same_epoch - CASE WHEN same_epoch > present + 2147483648 THEN 4294967296 ELSE 0 END)::text::xid8
             ) = 'in progress') $$;
    """,
    ),
    "acl.order_entries(jsonb, bigint[])": (
        "app",
        """
    DROP FUNCTION IF EXISTS acl.order_entries(int[], varchar[]);
    CREATE OR REPLACE FUNCTION acl.order_entries(arms jsonb, asked_blinds bigint[])
      RETURNS SETOF public.people_orderentry LANGUAGE plpgsql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public SET random_page_cost = 1.1 AS
      $$ DECLARE fits text;
      BEGIN
        IF acl.system() IS DISTINCT FROM 'counter' THEN RETURN; END IF;
        -- A row fits an arm that has a key in common with each of its sets; each is cast to numbers, whatever it is.
        SELECT string_agg('(' || arm_fits || ')', ' OR ') INTO fits FROM (
          SELECT (SELECT string_agg(format('keys && %L::int[]', translate(one::text, '[]', '{}')), ' AND ')
                  FROM jsonb_array_elements(arm) AS one) AS arm_fits FROM jsonb_array_elements(arms) AS arm
        ) AS every_arm;
        RETURN QUERY EXECUTE 'SELECT * FROM public.people_orderentry WHERE blinds && $1 OR ' || coalesce(fits, 'false')
          USING asked_blinds;
      END $$;
    """,
    ),
    # Statistics of a walled table are hidden from whoever its walls bind: the matcher alone plans by them.
    "acl.held_shares()": (
        "matcher",
        """
    CREATE OR REPLACE FUNCTION acl.held_shares() RETURNS TABLE (key int, share real) LANGUAGE sql STABLE
      SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT one.key, one.share FROM pg_stats,
           unnest(most_common_elems::text::int[], most_common_elem_freqs::real[]) AS one (key, share)
         WHERE schemaname = 'public' AND tablename = 'people_heldentry' AND attname = 'keys' AND one.key IS NOT NULL $$;
    """,
    ),
}


def declared() -> dict[str, Wall]:
    """Every wall of every installed app, by table."""
    walls: dict[str, Wall] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("tansiq.") and app.label != "kernel" and find_spec(f"{app.name}.walls"):
            walls |= import_module(f"{app.name}.walls").WALLS
    return walls


def functions() -> dict[str, tuple[str, str]]:
    """Every owner's function: those above, and what an app's `walls.py` declares as FUNCTIONS."""
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
        cursor.execute(FUNCTIONS)
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
