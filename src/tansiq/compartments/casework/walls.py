"""A case exists for the prosecution that it belongs to and for those who work on it; a piece also for its hands.

What hangs on a case or a piece exists where that does. Nobody else reads evidence: the inspector reads the log of it.
"""

from tansiq.kernel.walls import IN_PERSON, ME, MINE, Wall, both, either, may, only, role, system

WORKERS = ("investigator", "exhibits_officer", "eod_operator", "examiner")
_ON_IT = both(f"{ME} = ANY (member_ids)", role(*WORKERS))
_CASE = either(both(MINE, role("prosecutor")), _ON_IT)
_OF_CASE = "case_id IN (SELECT id FROM casework_case)"
_BY_ME = both(f"author_id = {ME}", IN_PERSON)
_IN_HAND = both(f"{ME} IN (holder_id, taker_id)", role(*WORKERS, "prosecutor"))
# The file that is carried out, at the command line of the installation: chains, and nothing else of a case.
_EXPORT = system("exhibits")
_OF_EXHIBIT = "exhibit_id IN (SELECT id FROM casework_exhibit)"
_CHAIN = ("count", "head", "state", "seal", "packaging", "place", "is_live", "safe_certificate", "flags", "has_ended",
          "taker_id", "offer")  # fmt: skip
# Who has a piece goes on with its chain; a hand changes where the other hand takes it, or with a declared gap.
_GOES_ON = both(
    only(*_CHAIN), f"OLD.holder_id = {ME}", "NOT OLD.has_ended", "NEW.count >= OLD.count", "NEW.count <= OLD.count + 1"
)
_TAKES = both(
    only(*_CHAIN, "holder_id", "holder_hand"), f"OLD.taker_id = {ME} OR OLD.holder_id <> {ME}", f"NEW.holder_id = {ME}",
    "NOT OLD.has_ended", "NEW.count = OLD.count + 1", "NEW.taker_id IS NULL",
)  # fmt: skip
_AUTHENTICATED = both(only("authenticated_at"), "OLD.authenticated_at IS NULL", role("prosecutor"))

WALLS = {
    "casework_case": Wall(
        select=_CASE,
        insert=both(f"opened_by = {ME}", IN_PERSON, either(both(MINE, role("prosecutor")), _ON_IT)),
        update=both(MINE, role("prosecutor"), IN_PERSON), columns=("member_ids",),
    ),
    "casework_incident": Wall(select=_OF_CASE, insert=both(_OF_CASE, _BY_ME, may("casework.record"))),
    "casework_logentry": Wall(select=_OF_CASE, insert=both(_OF_CASE, _BY_ME, may("casework.record"))),
    "casework_exhibit": Wall(
        select=either(_OF_CASE, _IN_HAND, _EXPORT),
        insert=both(
            _OF_CASE, _BY_ME, may("casework.exhibit"), f"holder_id = {ME}", "NOT has_ended", "taker_id IS NULL"
        ),
        update=both(either(_OF_CASE, _IN_HAND), may("casework.exhibit", "casework.open"), IN_PERSON),
        columns=(*_CHAIN, "holder_id", "holder_hand", "authenticated_at"),
        change=either(_GOES_ON, _TAKES, _AUTHENTICATED),
    ),
    "casework_exhibitevent": Wall(
        select=_OF_EXHIBIT, insert=both(_OF_EXHIBIT, f"member_id = {ME}", may("casework.exhibit"), IN_PERSON)
    ),
    "casework_photograph": Wall(select=_OF_EXHIBIT, insert=both(_OF_EXHIBIT, _BY_ME, may("casework.exhibit"))),
    "casework_countsheet": Wall(
        select=either(f"author_id = {ME}", both(MINE, may("casework.store"))),
        insert=both(MINE, _BY_ME, may("casework.exhibit")),
    ),
}  # fmt: skip

# The card of a colleague is known by its number; who else is a member, and where, is not told.
FUNCTIONS = {
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
}
