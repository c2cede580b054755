"""Photographs of pieces: the picture alone is kept, with its hash and that of the file as the camera made it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import chain, pictures
from tansiq.compartments.casework.actions import chains, terms
from tansiq.compartments.casework.errors import NotAPicture
from tansiq.compartments.casework.models import Photograph
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit

WITHOUT_SCALE, SEEN_BEFORE = "PHOTOGRAPH_WITHOUT_SCALE", "SAME_PHOTOGRAPH"


@transaction.atomic
def add_photograph(
    *, actor: Actor, now: datetime, exhibit_id: UUID, content: bytes, has_scale: bool, is_before_moving: bool,
    words: str = "",
) -> Photograph:  # fmt: skip
    """Keep a photograph of a piece; its hash goes into the chain. One without a scale is kept and flagged.

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not for the actor to photograph.
        NotAPicture: by its content it is no JPEG or PNG, or it is broken or too large.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    chains.require_held(row, actor)
    try:
        media_type, picture = pictures.stripped(content)
    except pictures.NoPicture as fault:
        raise NotAPicture(errors=[{"field": "photograph", "code": "UNKNOWN"}]) from fault
    told = terms.require_fields(now, {"words": words}, may_be_empty=("words",))
    made = Photograph(
        exhibit=row, owner_id=row.owner_id, author_id=terms.require_person(actor), made_at=now, media_type=media_type,
        content=picture, sha256=chain.digest(picture), original_sha256=chain.digest(content), has_scale=has_scale,
        is_before_moving=is_before_moving, words=told["words"],
    )  # fmt: skip
    flags = set(row.flags) | (set() if has_scale else {WITHOUT_SCALE})
    if Photograph.objects.filter(original_sha256=made.original_sha256).exists():
        flags.add(SEEN_BEFORE)
    row.flags = sorted(flags)
    data = {
        "sha256": made.sha256, "original_sha256": made.original_sha256, "scale": has_scale,
        "before_moving": is_before_moving, "words": made.words,
    }  # fmt: skip
    chains.act(row, "photographed", data, actor=actor, now=now, changed=("flags",))
    made.save(force_insert=True)
    audit.record("casework.photograph_added", row, actor=actor, at=now, reference=row.number, after=made.sha256)
    return made
