"""What the room learns across walls by functions of the owner: each answers one system actor alone."""

from tansiq.kernel.wall_functions import footprint_by_number, names_read

FUNCTIONS = {
    # Which file a notice of a hearing belongs to: answered to the room that lets it pass, and to nobody else.
    "acl.victims_heirs_file(text)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_heirs_file(record text)
      RETURNS TABLE (matter_id uuid, owner_id uuid, party_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT m.id, m.owner_id, p.id FROM public.victims_matter m LEFT JOIN public.victims_party p
           ON p.matter_id = m.id AND p.kind = 'victim' AND upper(p.code) = upper(btrim(split_part(record, '/', 2)))
         WHERE m.number = upper(btrim(split_part(record, '/', 1))) AND acl.system() = 'gateway' $$;
    """,
    ),
    # Earlier notices of a hearing, whose place a later one takes: for the room that lets it pass, which reads none.
    "acl.victims_hearings_before(uuid, text, uuid)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_hearings_before(matter uuid, number text, victim uuid)
      RETURNS TABLE (id uuid) LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT n.id FROM public.victims_hearingnotice n
         WHERE n.matter_id = matter AND n.hearing = number AND n.told_at IS NULL
           AND (victim IS NULL OR n.victim_id = victim) AND acl.system() = 'gateway' $$;
    """,
    ),
    # Hearings ahead of which nobody was told and which never had a clock, the last word of each: for the room's job.
    "acl.victims_unclocked(text, timestamptz)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_unclocked(code text, moment timestamptz)
      RETURNS TABLE (id uuid, owner_id uuid, starts_at timestamptz, number text) LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT n.id, n.owner_id, n.starts_at, m.number
         FROM public.victims_hearingnotice n JOIN public.victims_matter m ON m.id = n.matter_id
         WHERE acl.system() = 'gateway' AND n.told_at IS NULL AND n.starts_at > moment
           AND NOT EXISTS (SELECT 1 FROM public.victims_hearingnotice l
             WHERE l.matter_id = n.matter_id AND l.hearing = n.hearing AND l.received_at > n.received_at
               AND (l.victim_id IS NULL OR l.victim_id = n.victim_id))
           AND NOT EXISTS (SELECT 1 FROM public.clocks_clock c
             WHERE c.subject_id = n.id AND c.code = victims_unclocked.code)
         ORDER BY n.starts_at, n.id $$;
    """,
    ),
    # The errand that one's own desk had, also when it was called back, done or nobody there may ask any more: for the
    # room that keeps an heir's no, and shows nobody what it read.
    "acl.victims_errand_had(uuid)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_errand_had(errand uuid) RETURNS SETOF public.victims_errand
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT e.* FROM public.victims_errand e
         WHERE e.id = errand AND e.desk_id = acl.home_id() AND acl.system() = 'gateway' $$;
    """,
    ),
    # How the last correction of a name writes it, else the line that identified a victim: for the wall of the name, and
    # of one's own agency alone.
    "acl.victims_spelling(uuid)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_spelling(party uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT COALESCE(
           (SELECT n.after FROM public.victims_namechange n WHERE n.party_id = party
              AND n.owner_id = ANY (acl.agency_ids()) ORDER BY n.changed_at DESC, n.id DESC LIMIT 1),
           (SELECT e.beside ->> 'name' FROM public.victims_party p JOIN public.victims_entry e
              ON e.matter_id = p.matter_id AND e.kind = 'victim' AND e.event ->> 'victim' = p.code
            WHERE p.id = party AND p.kind = 'victim' AND e.owner_id = ANY (acl.agency_ids()) AND e.beside ? 'name'
            ORDER BY e.number DESC LIMIT 1)) $$;
    """,
    ),
    # Whether a yes of the second asking may stand in the ledger (Q-10, G11): of the heir of the waiver, from day seven
    # after a private session on, to somebody of this office who had held no first session of it, a woman where one was
    # asked for; or as it was answered at another desk, to nobody who had held one. For the wall of the line, which
    # cannot ask its own table; it tells of no files but those of one's own agency.
    "acl.victims_may_confirm(uuid, text, uuid, text)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_may_confirm(matter uuid, named text, heir uuid, said text) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ WITH first AS (
           SELECT s.* FROM public.victims_session s
           WHERE s.matter_id = matter AND s.waiver = named AND NOT s.is_second AND s.owner_id = ANY (acl.agency_ids()))
         SELECT EXISTS (
             SELECT 1 FROM public.victims_party p WHERE p.id = heir AND p.matter_id = matter AND p.code = (
               SELECT w.event ->> 'heir' FROM public.victims_entry w
               WHERE w.matter_id = matter AND w.kind IN ('waiver', 'pardon_in_court') AND w.event ->> 'waiver' = named
               ORDER BY w.number LIMIT 1))
           AND EXISTS (SELECT 1 FROM first f
             WHERE f.entry_id IS NOT NULL AND f.held_at + interval '7 days' <= said::timestamptz)
           AND (
             (NOT EXISTS (SELECT 1 FROM first f WHERE f.held_by = acl.user_id())
               AND ('womens_officer' = ANY (acl.roles()) OR NOT EXISTS (
                 SELECT 1 FROM public.victims_contactplan c
                 WHERE c.party_id = heir AND c.replaced_at IS NULL AND c.needs_woman)))
             OR EXISTS (SELECT 1 FROM public.victims_errand e
               WHERE e.matter_id = matter AND e.waiver = named AND e.answer = 'yes' AND e.flags = '{}'
                 AND e.done_at = said::timestamptz AND e.taken_at IS NULL AND e.cancelled_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM first f WHERE f.held_by = e.done_by))) $$;
    """,
    ),
    # What somebody typed from a form, as two readings of it are compared: «محضر ١٢» and «محضر 12» read the same.
    "acl.victims_alike(text)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_alike(typed text) RETURNS text LANGUAGE sql IMMUTABLE
      SET search_path = pg_catalog AS
      $$ SELECT translate(lower(regexp_replace(regexp_replace(normalize(typed, NFKD),
           '[\u0300-\u036f\u0610-\u061a\u0621\u0640\u064b-\u065f\u0670\u06d6-\u06ed'
             '\u200b-\u200f\u202a-\u202e\u2066-\u2069]', '', 'g'), '\\s+', ' ', 'g')),
           'ٱىیةھہکگ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'اييهههكك01234567890123456789') $$;
    """,
    ),
    # A number of a case as it is compared: without case, spaces and marks, its digits Western, as the gateway does it.
    "acl.victims_key(text)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_key(reference text) RETURNS text LANGUAGE sql IMMUTABLE
      SET search_path = pg_catalog AS
      $$ SELECT translate(upper(regexp_replace(normalize(reference, NFKC), '[\\s/_.-]', '', 'g')),
           '٠١٢٣٤٥٦٧٨٩ـ‐–—' || chr(8206) || chr(8207), '0123456789') $$;
    """,
    ),
    # Which files something that was ruled concerns: by the number of the case, or by that of a file of heirs.
    "acl.victims_ruled(text[], text[])": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.victims_ruled(cases text[], records text[])
      RETURNS TABLE (number text, owner_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT DISTINCT m.number, m.owner_id FROM public.victims_matter m
         WHERE acl.system() = 'gateway' AND (
           m.number IN (SELECT upper(btrim(split_part(record, '/', 1))) FROM unnest(records) AS record)
           OR EXISTS (SELECT 1 FROM public.victims_party p WHERE p.matter_id = m.id AND p.kind = 'accused'
             AND acl.victims_key(p.reference) IN (SELECT acl.victims_key(one) FROM unnest(cases) AS one))) $$;
    """,
    ),
    # Which files are about a case and have counsel who was not told yet: for the room that lets a notice pass. Several
    # accused share one number, so that it says which case, and never which of them.
    "acl.victims_case(text)": (
        "app",
        """
    DROP FUNCTION IF EXISTS acl.victims_accused(text);
    CREATE OR REPLACE FUNCTION acl.victims_case(reference text)
      RETURNS TABLE (matter_id uuid, owner_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT DISTINCT p.matter_id, p.owner_id FROM public.victims_party p
         JOIN public.victims_counsel c ON c.matter_id = p.matter_id AND c.owner_id = p.owner_id AND c.ended_at IS NULL
         WHERE p.kind = 'accused' AND acl.victims_key(p.reference) = acl.victims_key($1) AND acl.system() = 'gateway'
           AND NOT EXISTS (SELECT 1 FROM public.victims_cooperationnotice n
             WHERE n.matter_id = p.matter_id AND acl.victims_key(n.reference) = acl.victims_key($1)) $$;
    """,
    ),
    # Which files name somebody, by handle alone: for the footprint, and for nobody else.
    **footprint_by_number(
        "victims",
        """
        SELECT 'victims_file', p.owner_id, m.number, min(p.added_at), NULL::timestamptz, false
        FROM public.victims_party p JOIN public.victims_matter m ON m.id = p.matter_id
        WHERE acl.system() = 'footprint' AND (
          (p.name <> '' AND EXISTS (
            SELECT 1 FROM acl.kit_words(kits) k WHERE acl.is_named(k.words, acl.name_words(p.name))
              OR EXISTS (SELECT 1 FROM public.victims_namechange n WHERE n.party_id = p.id
                AND acl.is_named(k.words, acl.name_words(n.before)))))
          OR (p.kind = 'accused' AND upper(btrim(p.reference)) = ANY (numbers)))
        GROUP BY p.owner_id, m.number
        """,
    ),
    # Whom a file that was read names: compared by the review of reads with the reader's own family, and kept nowhere.
    **names_read(
        "victims",
        """
        SELECT l.id, p.matter_id::text, p.name FROM (
          SELECT id, subject_id AS party_id FROM lately
          UNION ALL SELECT l.id, c.party_id FROM lately l JOIN public.victims_contact c ON c.id = l.subject_id
          UNION ALL SELECT l.id, p.id FROM lately l JOIN public.victims_party p ON p.matter_id = l.subject_id
        ) AS l JOIN public.victims_party p ON p.id = l.party_id
        UNION ALL SELECT l.id, e.matter_id::text, e.heir_name FROM lately l
          JOIN public.victims_errand e ON e.id = l.subject_id
        """,
    ),
}
