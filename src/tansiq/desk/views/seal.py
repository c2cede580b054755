"""The seal of the log: what anybody can keep, so that nobody can change it unseen."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tansiq.kernel import qr
from tansiq.kernel.audit import proofs, sealing
from tansiq.kernel.pages.request import OfficerRequest

# Hexadecimal digits of a root that two people compare by voice.
SHORT = 16


def short_root(root: bytes) -> str:
    """The beginning of a root in groups of four, to be read out."""
    digits = root.hex()[:SHORT]
    return " ".join(digits[at : at + 4] for at in range(0, SHORT, 4))


def shown(row: proofs.Checkpoint) -> dict[str, Any]:
    """A checkpoint for people; its QR code holds the whole of it, as it was signed."""
    return {
        "size": row.size, "at": row.at, "root": short_root(bytes(row.root)), "note": proofs.with_witnesses(row),
        "qr": qr.address_of(row.note), "witnesses": [(one.witness, one.cosigned_at) for one in row.cosignatures.all()],
    }  # fmt: skip


def latest() -> dict[str, Any] | None:
    """The last checkpoint that the actor may see."""
    rows = proofs.checkpoints(limit=1)
    return shown(rows[0]) if rows else None


@require_GET
def seal(request: OfficerRequest) -> HttpResponse:
    """The last checkpoint with the key of the log, those before it, and how anybody verifies."""
    context = {
        "latest": latest(), "vkey": str(sealing.log_key()),
        "rows": [
            {"size": row.size, "at": row.at, "root": short_root(bytes(row.root)),
             "witnesses": [one.witness for one in row.cosignatures.all()]}
            for row in proofs.checkpoints(limit=20)
        ],
        "sees_all": request.actor.has("oversight.read_log"),
    }  # fmt: skip
    return render(request, "desk/seal.html", context)
