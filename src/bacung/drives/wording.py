"""What measures, rules and ranks are called on a page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.core.lifecycle.rules import RULES

MEASURE_NAMES: dict[str, str] = {
    "listed": gettext_noop("people listed"),
    "eligible": gettext_noop("eligible people"),
    "present": gettext_noop("people present"),
    "eligible_present": gettext_noop("eligible people present"),
    "needs_app": gettext_noop("phones needing the app"),
    "collected": gettext_noop("accounts collected"),
    "approved": gettext_noop("accounts approved"),
    "activated": gettext_noop("accounts activated"),
    "confirmed": gettext_noop("activations confirmed by list"),
    "activated_phones": gettext_noop("phones activated"),
}
RANK_NAMES: dict[str, str] = {
    "head": gettext_noop("head"),
    "deputy": gettext_noop("deputy"),
    "member": gettext_noop("member"),
}


def measure_name(code: str) -> str:
    """A measure of core.coverage in words."""
    return _(MEASURE_NAMES[code])


def rank_name(rank: str) -> str:
    """A rank of the committee in words."""
    return _(RANK_NAMES[rank])


def rules_name(name: str) -> str:
    """A rule set by its decree."""
    rules = RULES[name]
    return _("Decree %(number)s, in force from %(day)s") % {
        "number": rules.decree,
        "day": rules.in_force.strftime("%d/%m/%Y"),
    }
