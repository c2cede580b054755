from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class OtherCharter(Problem):
    """A worker has read another pack than the one that the desk took up last: two laws at once are none."""

    code = "OTHER_CHARTER"
    status = 409
    title = _("The desk has taken up another charter than the one that was read here: nothing runs by the other.")
    remedy = _(
        "Put the pack of the desk here and start again. If this one is the newer, start the desk first: it takes it up,"
        " and the inspector is told of it."
    )
    notify_oversight = True
