"""What the room learns across walls by functions of the owner: no more than each asks for."""

# The card of a colleague is known by its number; who else is a member, and where, is not told.
FUNCTIONS = {
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
}
