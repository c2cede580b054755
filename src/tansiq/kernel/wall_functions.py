"""Functions in the database that the walls ask, under the schema `acl`: the kernel's, and shapes that rooms share.

A function of the owner reads past row security: it asks by itself who acts, and gives the few columns that are needed.
"""

from __future__ import annotations

# The stamp of whoever acts, as the backend set it for the transaction, and how names are compared.
STAMP = r"""
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


def _owners(name: str, arguments: str, answers: str, sql: str) -> dict[str, tuple[str, str]]:
    """A query with the owner's rights, for the application's login; as an entry of an app's FUNCTIONS.

    Args:
        arguments: names and types in SQL, `kits uuid[], numbers text[]`.
        answers: the columns of each row in the same way.
    """
    types = ", ".join(one.split()[1] for one in arguments.split(", "))
    statement = f"""
    CREATE OR REPLACE FUNCTION acl.{name}({arguments})
      RETURNS TABLE ({answers}) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ {sql.strip()} $$;
    """
    return {f"acl.{name}({types})": ("app", statement)}


_SPAN = "since timestamptz, until timestamptz"
# Reads of a span, for the review of reads and for nobody else: filtered once, whatever each room asks of them.
_LATELY = """WITH lately AS (
           SELECT id, subject_id, reference FROM public.audit_entry
           WHERE kind = 'read' AND at >= since AND at < until AND acl.system() = 'review'{more}
         )
         """


def kits_read(room: str, sql: str) -> dict[str, tuple[str, str]]:
    """`acl.ROOM_kits_read`: which kits the reads of a span were about, as `footprint.pairs` asks it.

    Args:
        sql: gives entry and kit from `lately (id, subject_id, reference)`, the reads by their entries.
    """
    return _owners(f"{room}_kits_read", _SPAN, "entry_id uuid, kit_id uuid", _LATELY.format(more="") + sql.strip())


def names_read(room: str, sql: str) -> dict[str, tuple[str, str]]:
    """`acl.ROOM_names_read`: what the room's reads of a span were about, as `footprint.triples` asks it.

    Args:
        sql: gives entry, record and a name or '' from `lately (id, subject_id, reference)`, the room's own reads.
    """
    lately = _LATELY.format(more=f" AND act LIKE '{room}.%'")
    return _owners(f"{room}_names_read", _SPAN, "entry_id uuid, record text, name text", lately + sql.strip())


def footprint(room: str, sql: str) -> dict[str, tuple[str, str]]:
    """`acl.ROOM_footprint`: what a room with kits holds about a person, as `footprint.lines` asks it.

    Args:
        sql: gives kind, holder, handle, purpose, since and until for `kits`; only under the system actor `footprint`.
    """
    told = "kind text, holder_id uuid, handle text, purpose text, since timestamptz, until timestamptz"
    return _owners(f"{room}_footprint", "kits uuid[]", told, sql)


def footprint_by_number(room: str, sql: str) -> dict[str, tuple[str, str]]:
    """`acl.ROOM_footprint` of a room without kits, as `footprint.lines_by_number` asks it.

    Args:
        sql: gives kind, holder, handle, since, until and whether it is sure for the names of `kits` and for `numbers`;
            only under the system actor `footprint`.
    """
    told = "kind text, holder_id uuid, handle text, since timestamptz, until timestamptz, is_certain boolean"
    return _owners(f"{room}_footprint", "kits uuid[], numbers text[]", told, sql)
