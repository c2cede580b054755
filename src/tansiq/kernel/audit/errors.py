from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class NoPurpose(Problem):
    """A person is asked about or read without a purpose and a reference that say why."""

    code = "NO_PURPOSE"
    title = _("Say why you ask: a purpose from the list and the reference of the task.")
    remedy = _(
        "Choose the purpose and give the case, task or order number it belongs to. “Follow-up” is not a purpose."
    )
