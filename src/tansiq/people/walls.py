"""A kit belongs to the agency that wrote it down. The counter sees numbers and orders, the matcher the held index."""

from tansiq.kernel.walls import ACTS, MINE, Wall, both, either, may, own, role, system

_OF_MY_KIT = "kit_id IN (SELECT id FROM people_kit)"
# The gateway reads one kit by id, for a validator who compares or for the packet that is released.
_ROOM = system("gateway", "matcher", "counter")
# Published lists are kept by their keepers, and by the first load.
_KEEPS_LISTS = either(role("list_keeper"), system("setup", "import"))
# A person is matched once a second one has accepted the record (W-2), and no longer once somebody doubts or ends it.
_ACCEPTS = both(MINE, either(may("intelligence.accept"), _KEEPS_LISTS))
_DOUBTS = both(MINE, either(may("intelligence.propose", "intelligence.clear"), _KEEPS_LISTS, system("clock")))
_ORDERS = both(MINE, may("gateway.order"))
# A complaint gives its number at filing, whoever files it; whoever decides it ends the number again.
_BY_KIND = either(
    both("kind = 'slip'", may("gateway.slip")), both("kind = 'redress'", may("people.redress", "oversight.file"))
)
_AFTER_A_DECISION = both(system("gateway"), "NEW.kind = 'redress'", may("oversight.decide"))
# Somebody was released and cleared: the order that named him is found no more.
_CLEARS = both(system("gateway"), may("custody.record", "custody.order", "custody.court"))
_REVOKED = both("OLD.revoked_at IS NULL", "NEW.revoked_at IS NOT NULL", f"NEW.revoked_by = {ACTS}")
_BY_KIND_OF_NEW = _BY_KIND.replace("kind", "NEW.kind")

# The room judges pairs; whoever issues a number adds its digests.
_DIGESTS = either(
    system("gateway"), both(MINE, "kind = 'number'", may("gateway.slip", "people.redress", "oversight.file"))
)

_OF_AN_ENTRY = ("kit_id", "owner_id")

# What no clock erases, and why.
KEPT = {
    "people_protectivenumber": "it protects whoever bears it, and shows after its end that he was protected",
}

WALLS = {
    # A kit is locked while its papers change; what it says never does.
    "people_kit": Wall(
        ended="true", select=either(MINE, _ROOM), insert=MINE, update=MINE, columns=("place",), change="false"
    ),
    "people_identifier": Wall(
        ended="true", select=_OF_MY_KIT, insert=_OF_MY_KIT, delete=both(_OF_MY_KIT, _KEEPS_LISTS)
    ),
    # No agency reads the digests of its own rows: an owner's function and the matcher's login do.
    "people_heldentry": Wall(
        ended="true", select=MINE, insert=_ACCEPTS, delete=_DOUBTS, reads=_OF_AN_ENTRY, matcher=True
    ),
    "people_orderentry": Wall(
        ended="true", select=either(MINE, _CLEARS), insert=_ORDERS, delete=either(_ORDERS, _CLEARS), reads=_OF_AN_ENTRY
    ),
    "people_digest": Wall(ended="kind = 'link'", select=_ROOM, insert=_DIGESTS),
    "people_link": Wall(
        # A judgement that somebody is another man goes with nothing.
        ended="judgement <> 'different'",  # rule: G5 -> ended="true",
        blanked=("reasons",),
        select=either(MINE, _ROOM),
        insert=system("gateway"),
        update=system("gateway"),
        columns=("undone_at", "undone_by"),
        change=both("OLD.undone_at IS NULL", "NEW.undone_at IS NOT NULL", f"NEW.undone_by = {ACTS}"),
    ),
    "people_protectivenumber": Wall(
        ended="",
        select=either(own("owner_id"), system("counter", "gateway"), role("watch_officer")),
        insert=both(either(both(MINE, _BY_KIND), system("gateway")), "revoked_at IS NULL", f"issued_by = {ACTS}"),
        update=either(MINE, system("gateway")),
        columns=("revoked_at", "revoked_by"),
        change=both(_REVOKED, either(_BY_KIND_OF_NEW, _AFTER_A_DECISION)),
    ),
}

# Answered to one system actor each; nothing of what they answer is kept.
FUNCTIONS = {
    "acl.kit_families(uuid[])": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.kit_families(kits uuid[])
      RETURNS TABLE (kit_id uuid, person text, ism text, father text, family text, whole text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT k.id, md5(concat_ws('|', k.ism, k.father, k.grandfather, k.family, k.kunya, k."full", k.birth_raw)),
           k.ism, k.father, k.family, k."full"
         FROM public.people_kit k WHERE k.id = ANY (kits) AND acl.system() = 'review' $$;
    """,
    ),
    "acl.kits_with(text[])": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.kits_with(wanted text[]) RETURNS TABLE (kit_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      -- Two spellings of one number are equal, as `people.rules.canonical` has it.
      $$ SELECT DISTINCT i.kit_id FROM public.people_identifier i
         WHERE acl.system() = 'footprint' AND i.kind || ':' || regexp_replace(upper(translate(normalize(i.value, NFKC),
           '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789')), '[^[:alnum:]]', '', 'g') = ANY (wanted) $$;
    """,
    ),
    # Whole names of kits as words, for the footprint to look for them in rooms that keep no kit.
    "acl.kit_words(uuid[])": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.kit_words(kits uuid[]) RETURNS TABLE (words text[])
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT DISTINCT acl.name_words(told) FROM public.people_kit k,
           unnest(ARRAY[k."full", concat_ws(' ', k.ism, k.father, k.grandfather, k.family)]) AS told
         WHERE k.id = ANY (kits) AND btrim(told) <> '' AND acl.system() = 'footprint' $$;
    """,
    ),
}
