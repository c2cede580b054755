"""Refusals of the exchange. A broken or foreign file is a `tansiq.exchange.formats.listing.ListError`."""

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.problems import Problem


class AlreadyApplied(Problem):
    """The import was confirmed before, or had nothing to wait for."""

    code = "ALREADY_APPLIED"
    status = 409
    title = _("This version of the list is applied already.")
    remedy = _("Nothing was done twice. Open the import to see who confirmed it and when.")


class NotNewest(Problem):
    """A later version of the same list was read after this one was staged."""

    code = "NOT_NEWEST"
    status = 409
    title = _("A later version of this list was read after this one.")
    remedy = _("Open the later import and confirm that one. This one can no longer be applied.")
