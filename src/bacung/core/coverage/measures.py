"""Which figures one person counts in.

Of one person's measures, always:

- every measure ⊆ listed; eligible_present = eligible ∩ present; needs_app ⊆ eligible
- confirmed ⊆ activated ⊆ approved ⊆ collected
- activated ∩ needs_app ⊆ activated_phones ⊆ activated
- one `left.*` where eligible and not activated, none otherwise

and deliberately not: activated ⊄ eligible (whoever was activated stays counted when found under age, moved
or dead), activated ⊄ present (people come to the desk and leave again), activated_phones ⊄ needs_app (for the
same reasons). So rates above 100 % are legal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from bacung.core.coverage.left import left
from bacung.core.lifecycle.account import NO_ACCOUNT, Account
from bacung.core.merging.people import PersonState
from bacung.core.people.dates import Born, age_at_least

Presence = Literal["here", "away", "moved", "deceased"]
Phone = Literal["smartphone", "plain", "none"]

LEFT = "left."

# The bit of a measure is its place: append, never reorder, for masks are stored.
MEASURES: tuple[str, ...] = (
    "listed",
    "eligible",
    "present",
    "eligible_present",
    "needs_app",
    "collected",
    "approved",
    "activated",
    "confirmed",
    "activated_phones",
)
(
    _LISTED,
    _ELIGIBLE,
    _PRESENT,
    _ELIGIBLE_PRESENT,
    _NEEDS_APP,
    _COLLECTED,
    _APPROVED,
    _ACTIVATED,
    _CONFIRMED,
    _ACTIVATED_PHONES,
) = (1 << place for place in range(len(MEASURES)))
_REACHED = {
    "none": 0,
    "collected": _COLLECTED,
    "approved": _COLLECTED | _APPROVED,
    "activated": _COLLECTED | _APPROVED | _ACTIVATED,
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one person at one moment.

    in_area: whether the person's place lies in the drive's areas. phone: None where nobody has asked.
    eligible_override: what an officer decided against the age known, either way; it brings back nobody who
    moved away or died, nor whom the drive leaves out as absent or without a smartphone.
    visit: `DoorState.person(...)`, None where nothing is known.
    """

    born: Born | None
    in_area: bool = True
    presence: Presence = "here"
    phone: Phone | None = None
    eligible_override: bool | None = None
    account: Account = NO_ACCOUNT
    visit: PersonState | None = None


@dataclass(frozen=True, slots=True)
class WhoCounts:
    """Whom a drive means: everyone of `min_age` on `age_on` in its areas.

    must_be_present: only those here. needs_phone: only those with a smartphone.

    count_unknown_age: whether somebody counts whose age is not known exactly enough. They do by default: to
    leave them out flatters the rate and forgets them.
    """

    age_on: date
    min_age: int = 14
    must_be_present: bool = False
    needs_phone: bool = False
    count_unknown_age: bool = True


def measures(profile: Profile, who: WhoCounts) -> frozenset[str]:
    """The measures in which a person counts, with `left.<REASON>` where one is due. Total and pure."""
    return from_mask(*masked(profile, who))


def masked(profile: Profile, who: WhoCounts) -> tuple[int, str | None]:
    """`measures` as stored: the mask, and the code of what is left or None. The fast way for many people."""
    if not profile.in_area:
        return 0, None
    account, here = profile.account, profile.presence == "here"
    mask = _LISTED | _REACHED[account.reached]
    if here:
        mask |= _PRESENT
    if mask & _ACTIVATED:
        if account.confirmed:
            mask |= _CONFIRMED
        if profile.phone == "smartphone":
            mask |= _ACTIVATED_PHONES
    if not _eligible(profile, who):
        return mask, None
    mask |= _ELIGIBLE
    if here:
        mask |= _ELIGIBLE_PRESENT
    if profile.phone == "smartphone":
        mask |= _NEEDS_APP
    if mask & _ACTIVATED:
        return mask, None
    return mask, left(account, profile.visit, away=not here)


def to_mask(counted: Iterable[str]) -> tuple[int, str | None]:
    """Measures as one integer (bit i is `MEASURES[i]`) and the code of what is left; undoes `from_mask`."""
    mask, reason = 0, None
    for measure in counted:
        if measure.startswith(LEFT):
            reason = measure.removeprefix(LEFT)
        else:
            mask |= 1 << MEASURES.index(measure)
    return mask, reason


@lru_cache(maxsize=4096)
def from_mask(mask: int, reason: str | None = None) -> frozenset[str]:
    """The measures a stored mask and reason stand for."""
    counted = {measure for place, measure in enumerate(MEASURES) if mask >> place & 1}
    return frozenset(counted | {LEFT + reason} if reason else counted)


def _eligible(profile: Profile, who: WhoCounts) -> bool:
    presence = profile.presence
    if presence == "moved" or presence == "deceased" or profile.eligible_override is False:
        return False
    if who.must_be_present and presence != "here":
        return False
    if who.needs_phone and profile.phone != "smartphone":
        return False
    return profile.eligible_override is True or _old_enough(profile.born, who)


def _old_enough(born: Born | None, who: WhoCounts) -> bool:
    if born is None:
        return who.count_unknown_age
    # Far from the birthday the year decides, and most people are: this runs for everybody in the district.
    birthday_in = born.year + who.min_age
    if birthday_in != who.age_on.year:
        return birthday_in < who.age_on.year
    surely = age_at_least(born, who.min_age, who.age_on)
    return who.count_unknown_age if surely is None else surely
