"""What the room learns across walls by functions of the owner: no more than each asks for."""

from tansiq.kernel.wall_functions import footprint_by_number, names_read

# The card of a colleague is known by its number; who else is a member, and where, is not told.
FUNCTIONS = {
    # Whether a case or a court file bears a number, without its marks: for the room that passes stops.
    "acl.casework_bears(text)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.casework_bears(key text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT acl.system() = 'gateway' AND (
           EXISTS (SELECT 1 FROM public.casework_case WHERE replace(upper(number), '-', '') = key)
           OR EXISTS (SELECT 1 FROM public.casework_courtfile WHERE replace(upper(number), '-', '') = key)) $$;
    """,
    ),
    # In which cases somebody who is held is accused, by the number of the register.
    "acl.casework_of_detention(text)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.casework_of_detention(held text)
      RETURNS TABLE (number text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT unnest(ARRAY[f.case_number, f.number]::text[]) FROM public.casework_accused a
         JOIN public.casework_courtfile f ON f.id = a.file_id
         WHERE a.detention <> '' AND upper(btrim(a.detention)) = upper(btrim(held)) AND acl.system() = 'gateway' $$;
    """,
    ),
    # Whether a piece is under quarantine: asked for the spokesperson, to whom no piece exists.
    "acl.casework_untainted(uuid)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.casework_untainted(piece uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT NOT is_quarantined FROM public.casework_exhibit
         WHERE id = piece AND acl.roles() && '{spokesperson}'::text[] $$;
    """,
    ),
    "acl.casework_hand(text)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.casework_hand(number text)
      RETURNS TABLE (member_id uuid, agency_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT m.id, m.agency_id FROM public.access_member m JOIN public.access_user u ON u.id = m.user_id
         WHERE m.staff_number = upper(btrim(number)) AND u.is_active AND m.frozen_at IS NULL
           AND acl.roles() && '{investigator,exhibits_officer,eod_operator,examiner,prosecutor}'::text[] $$;
    """,
    ),
    # Which agencies prosecute, for whoever opens a case for one of them: courts are judicial too, and lead no case.
    "acl.casework_prosecutions()": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.casework_prosecutions()
      RETURNS TABLE (agency_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT DISTINCT m.agency_id FROM public.access_member m JOIN public.access_rolegrant g ON g.member_id = m.id
         WHERE g.role = 'prosecutor' AND g.ended_at IS NULL
           AND acl.roles() && '{investigator,exhibits_officer,eod_operator,examiner,prosecutor}'::text[] $$;
    """,
    ),
    # A case names people and has their numbers in the register of detentions. A number is typed: it is
    # sure where the name beside it is the same, or none that says anything is written. A name alone is not.
    **footprint_by_number(
        "casework",
        """
        WITH k AS (SELECT words FROM acl.kit_words(kits)), found AS (
          SELECT 'accused' AS kind, a.owner_id, f.number, f.case_number, a.made_at,
            a.detention <> '' AND upper(btrim(a.detention)) = ANY (numbers) AS numbered, a.name
          FROM public.casework_accused a JOIN public.casework_courtfile f ON f.id = a.file_id
          UNION ALL SELECT 'statement', s.owner_id, s.number, c.number, s.made_at,
            s.detention <> '' AND upper(btrim(s.detention)) = ANY (numbers), s.speaker_name
          FROM public.casework_statement s JOIN public.casework_case c ON c.id = s.case_id
          UNION ALL SELECT 'victim', v.owner_id, f.number, f.case_number, v.made_at, false, v.label
          FROM public.casework_victim v JOIN public.casework_courtfile f ON f.id = v.file_id
          UNION ALL SELECT 'association', o.owner_id, o.number, c.number, o.made_at, false, o.person
          FROM public.casework_association o JOIN public.casework_case c ON c.id = o.case_id
        ), compared AS (
          SELECT *, EXISTS (SELECT 1 FROM k WHERE acl.is_named(k.words, acl.name_words(name))) AS named
          FROM found WHERE acl.system() = 'footprint'
        ), meant AS (
          SELECT *, numbered AND (named OR cardinality(acl.name_words(name)) < 3) AS sure FROM compared
          WHERE numbered OR named
        )
        SELECT kind, owner_id, number, min(made_at), NULL::timestamptz, bool_or(sure) FROM meant
        GROUP BY kind, owner_id, number
        UNION ALL SELECT 'case', owner_id, case_number, min(made_at), NULL, bool_or(sure) FROM meant
        GROUP BY owner_id, case_number
        """,
    ),
    # Whom a page of a case or of a court file names: one record is one, however many it names.
    **names_read(
        "casework",
        """
        SELECT l.id, a.id::text, a.name FROM lately l JOIN public.casework_accused a ON a.id = l.subject_id
        UNION ALL SELECT l.id, s.id::text, s.speaker_name FROM lately l
          JOIN public.casework_statement s ON s.id = l.subject_id
        UNION ALL SELECT l.id, f.id::text, a.name FROM lately l
          JOIN public.casework_courtfile f ON f.number = l.reference
          JOIN public.casework_accused a ON a.file_id = f.id AND NOT EXISTS (
            SELECT 1 FROM public.casework_accused o WHERE o.id = l.subject_id)
        UNION ALL SELECT l.id, f.id::text, v.label FROM lately l
          JOIN public.casework_courtfile f ON f.number = l.reference JOIN public.casework_victim v ON v.file_id = f.id
        UNION ALL SELECT l.id, c.id::text, s.speaker_name FROM lately l
          JOIN public.casework_case c ON c.id = l.subject_id
          JOIN public.casework_statement s ON s.case_id = c.id
        """,
    ),
}
