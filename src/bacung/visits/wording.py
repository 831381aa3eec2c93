"""What visits are called: outcomes of a door and of a person, reasons with their next step, and complaints
about a sheet given back.
"""

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from bacung.core.merging.reasons import REASONS
from bacung.ground.figures import number, share
from bacung.visits.returned import SheetComplaint
from bacung.visits.walked import PairWalked

if TYPE_CHECKING:
    from bacung.core.presence.knowledge import Knowledge, Note

DOORS: dict[str, str] = {
    "home": gettext_noop("somebody home"),
    "nobody": gettext_noop("nobody home"),
    "door-refused": gettext_noop("did not open"),
    "not-found": gettext_noop("house not found"),
    "void": gettext_noop("withdrawn"),
}
OUTCOMES: dict[str, str] = {
    "activated": gettext_noop("activated"),
    "already_active": gettext_noop("active before"),
    "invited": gettext_noop("invited to the station"),
    "shown": gettext_noop("shown how"),
    "collected": gettext_noop("collected"),
    "reason": gettext_noop("not done yet"),
}
SOURCES: dict[str, str] = {
    "page": gettext_noop("entered on the page"),
    "sheet": gettext_noop("from the sheet given back"),
    "phone": gettext_noop("from the phone"),
}
FAULTS: dict[str, str] = {
    "nobody-spoke": gettext_noop("nobody opened, so nobody can have answered"),
    "reason-missing": gettext_noop("“not done yet” needs its reason"),
    "reason-unknown": gettext_noop("this reason is not known"),
    "promise-in-the-past": gettext_noop("the hour to come back is before the visit"),
    "slot-in-the-past": gettext_noop("the hour at the station is before the visit"),
    "recorded-before-it-happened": gettext_noop("the visit lies in the future"),
    "void-without-target": gettext_noop("it withdraws nothing"),
    "void-says-something": gettext_noop("it withdraws and says something at once"),
    "collected-without-kit": gettext_noop("only an officer with a kit collects at a door"),
    "promise-in-quiet-hours": gettext_noop("the hour to come back is in quiet hours"),
}
COMPLAINTS: dict[str, str] = {
    "row-unknown": gettext_noop("There is no such row on this sheet."),
    "name-differs": gettext_noop("Another name stands on this row of the sheet."),
    "result-unknown": gettext_noop("This result is not on the list."),
    "reason-unknown": gettext_noop("This reason is not on the list."),
    "reason-missing": gettext_noop("“Not done yet” needs its reason."),
    "result-missing": gettext_noop("Something is written here, but not what came of the door."),
    "hour-unknown": gettext_noop("This hour was not understood. Write 04/06/2023 19:00."),
    "row-twice": gettext_noop("This row stands on the sheet twice."),
    "already-entered": gettext_noop("This door was entered on the page already. Withdraw that visit first."),
    "impossible": gettext_noop("This cannot have been: %(faults)s."),
}

LESSONS: dict[str, str] = {
    "too-few-visits": gettext_noop(
        "Only %(visits)s visits: from %(needed)s on they teach something. What is assumed holds."
    ),
    "all-home": gettext_noop("Somebody was home at each of %(visits)s visits: what is assumed holds."),
    "all-absent": gettext_noop("Nobody was home at any of %(visits)s visits: what is assumed holds."),
    "impossible-hours": gettext_noop("%(visits)s visits at hours at which nobody knocks were left aside."),
    "in-the-future": gettext_noop("%(visits)s visits that lie in the future were left aside."),
    "nothing-drawn": gettext_noop("No visit yet was made at an hour drawn by lot."),
}


def door_words(outcome: str) -> str:
    """What came of the door."""
    return _(DOORS[outcome])


def outcome_words(outcome: str) -> str:
    """What came of it for a person."""
    return _(OUTCOMES[outcome])


def source_words(source: str) -> str:
    """How a visit came in."""
    return _(SOURCES[source])


def reason_words(code: str) -> str:
    """The reason in the language spoken."""
    reason = REASONS[code]
    return reason.en if get_language() == "en" else reason.vi


def next_step_words(code: str) -> str:
    """What the office does next about a reason."""
    step = REASONS[code].next_step
    return step.en if get_language() == "en" else step.vi


def fault_words(codes: str) -> str:
    """The faults of a visit, as `visits.impossible` names them, in words."""
    return "; ".join(_(FAULTS[code]) for code in codes.split(", "))


def complaint_words(complaint: SheetComplaint) -> str:
    """What is wrong with a cell of a sheet given back."""
    return _(COMPLAINTS[complaint.code]) % {
        "faults": fault_words(complaint.faults) if complaint.faults else ""
    }


def lesson_words(knowledge: "Knowledge") -> list[str]:
    """What a drive's visits have taught, in sentences."""
    lines = [_("Learnt from %(visits)s visits.") % {"visits": number(knowledge.visits)}]
    if check := knowledge.checked:
        lines.append(
            _("At %(visits)s hours drawn by lot somebody was home in %(met)s %%; foretold were %(told)s %%.")
            % {
                "visits": number(check.knocks),
                "met": number(100 * check.met, 1),
                "told": number(100 * check.foretold, 1),
            }
        )
    return [*lines, *map(_lesson, knowledge.notes)]


def _lesson(note: "Note") -> str:
    return _(LESSONS[note.code]) % {name: number(value) for name, value in note.facts.items()}


def walked_words(pair: PairWalked) -> list[str]:
    """How a pair's evening went against its plan, in sentences; no mark is given."""
    told = pair.followed
    sentences = [
        _("%(walked)s of %(planned)s planned doors were walked.")
        % {"walked": number(told.walked), "planned": number(told.planned)}
    ]
    if told.twos:
        sentences.append(
            _("Taking them two by two, %(share)s came in the order planned.")
            % {"share": share(told.in_order, told.twos, 0)}
        )
    if told.minutes_off is not None:
        sentences.append(
            _("Half of the knocks fell within %(minutes)s minutes of the hour planned.")
            % {"minutes": number(told.minutes_off)}
        )
    if pair.beside:
        sentences.append(
            ngettext(
                "One door beside the way was walked.",
                "%(count)s doors beside the way were walked.",
                len(pair.beside),
            )
            % {"count": number(len(pair.beside))}
        )
    if pair.outcomes:
        ends = ", ".join(f"{door_words(code)} {number(count)}" for code, count in pair.outcomes)
        sentences.append(_("The doors: %(ends)s.") % {"ends": ends})
    return sentences
