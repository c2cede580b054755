"""Entries are read by the inspector, the agency whose record was touched and whoever acted; nobody changes one."""

from tansiq.kernel.walls import HOME, Wall, both, either, own, role, system

_ACTED = "user_id = (SELECT acl.user_id())"
_MINE = either("user_id IS NOT DISTINCT FROM (SELECT acl.user_id())")

WALLS = {
    "audit_entry": Wall(
        select=either(role("inspector"), own("owner_id"), _ACTED, both(system("figures"), "kind = 'refusal'")),
        insert=both(_MINE, "system = (SELECT acl.system())", f"agency_id IS NOT DISTINCT FROM {HOME}"),
    ),
    "audit_words": Wall(
        select="entry_id IN (SELECT id FROM audit_entry)",
        insert="acl.is_being_written(entry_id)",  # by whoever wrote the entry, and at once
        delete=role("inspector"),
    ),
}
