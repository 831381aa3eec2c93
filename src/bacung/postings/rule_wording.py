"""The rules of `core.rota` in words: what each asks, what breaks it, why a commune is left without a team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.core.rota.answer import Breach, Why
from bacung.ground.figures import number
from bacung.postings.wording import blocked_words, friday_words

RULES: dict[str, str] = {
    "closed": gettext_noop("Nobody is sent on a blocked weekend, nor where the commune receives nobody"),
    "eligible": gettext_noop("Only who is enlisted is sent"),
    "team-size": gettext_noop("A team has exactly so many members"),
    "leaders": gettext_noop("Enough of a team can lead it"),
    "one-unit": gettext_noop("A team comes from one unit"),
    "away": gettext_noop("Nobody is sent who is away"),
    "unit-away": gettext_noop("A unit that is away sends nobody"),
    "two-places": gettext_noop("Nobody is in two communes at once"),
    "rest": gettext_noop("Everybody rests between weekends"),
    "twice-running": gettext_noop("A unit does not serve twice running in one commune"),
    "teams-per-unit": gettext_noop("A unit does not send too many teams at once"),
    "beds": gettext_noop("A team has beds in its commune"),
    "skills": gettext_noop("Needed languages are spoken"),
    "share": gettext_noop("Every unit serves its share"),
    "spread": gettext_noop("Duties are spread within a unit"),
    "least": gettext_noop("A commune gets at least so many students"),
    "most": gettext_noop("A commune gets at most so many students"),
    "languages": gettext_noop("Needed languages are spoken by enough students"),
    "together": gettext_noop("Who must be together is together"),
    "apart": gettext_noop("Who must not be together is apart"),
    "reach": gettext_noop("Nobody travels longer than agreed"),
    "supervisors": gettext_noop("A supervisor looks after only so many communes"),
}
BROKEN: dict[str, str] = {
    "closed": gettext_noop("%(place)s: nobody is sent then. %(reason)s"),
    "eligible": gettext_noop("%(place)s: %(people)s is not enlisted."),
    "team-size": gettext_noop("%(place)s: %(has)s in the team instead of %(wants)s."),
    "leaders": gettext_noop("%(place)s: %(has)s can lead, %(wants)s should."),
    "one-unit": gettext_noop("%(place)s: %(people)s is of another unit than %(unit)s."),
    "away": gettext_noop("%(place)s: %(people)s is away."),
    "unit-away": gettext_noop("%(place)s: %(unit)s sends nobody then."),
    "two-places": gettext_noop("%(place)s: %(people)s is elsewhere on that weekend."),
    "rest": gettext_noop("%(place)s: %(people)s serves again after %(weeks)s weeks, last on %(other)s."),
    "twice-running": gettext_noop("%(place)s: %(unit)s was there the time before."),
    "teams-per-unit": gettext_noop("%(place)s: %(unit)s sends %(has)s teams, at most %(most)s should go."),
    "beds": gettext_noop("%(place)s: %(has)s people and %(beds)s beds."),
    "skills": gettext_noop("%(place)s: nobody of the team speaks %(missing)s."),
    "share": gettext_noop("%(unit)s serves %(has)s times; its share is %(least)s to %(most)s."),
    "spread": gettext_noop("%(unit)s: %(first)s serves %(has)s times, %(second)s %(other)s times."),
    "least": gettext_noop("%(place)s: %(has)s students, at least %(least)s should be there."),
    "most": gettext_noop("%(place)s: %(has)s students, at most %(most)s should be there."),
    "languages": gettext_noop("%(place)s: %(missing)s is spoken by %(has)s instead of %(wants)s."),
    "together": gettext_noop("%(first)s and %(second)s must be together."),
    "apart": gettext_noop("%(place)s: %(first)s and %(second)s must not be together."),
    "reach": gettext_noop("%(place)s: %(people)s travels %(minutes)s minutes, at most %(most)s are agreed."),
    "supervisors": gettext_noop("%(people)s looks after %(has)s communes, at most %(most)s are agreed."),
}
WHY: dict[str, str] = {
    "duties": gettext_noop("Needed: %(teams)s teams (%(people)s people) for %(hosts)s, %(weekends)s."),
    "eligible": gettext_noop("Enlisted: %(members)s people of %(units)s units."),
    "team-size": gettext_noop("A team needs its full number."),
    "leaders": gettext_noop("A team needs %(wants)s who can lead it."),
    "one-unit": gettext_noop("A team comes from one unit."),
    "away": gettext_noop("People are away: %(away)s of %(of)s of their weekends."),
    "unit-away": gettext_noop("Units that send nobody then: %(units)s."),
    "two-places": gettext_noop("Who could go is already elsewhere on that weekend."),
    "rest": gettext_noop("Everybody serves at most one weekend in %(weeks)s."),
    "twice-running": gettext_noop("A unit does not serve twice running in one commune."),
    "teams-per-unit": gettext_noop("A unit sends at most %(most)s teams on one weekend."),
    "beds": gettext_noop("Beds: %(beds)s for %(wants)s people."),
    "skills": gettext_noop("A language must be spoken: %(missing)s."),
    "share": gettext_noop(
        "%(unit)s should serve %(least)s to %(most)s times; it has %(members)s people, "
        "of whom %(leaders)s can lead."
    ),
    "spread": gettext_noop(
        "Within a unit nobody serves more than %(most)s times more often than another who could."
    ),
    "fixed": gettext_noop("What was set by hand or has begun stays as it is."),
    "closed": gettext_noop("Nobody is sent there on this weekend."),
    "stopped": gettext_noop("Planning was stopped before it."),
    "not-looked-for": gettext_noop("The reason was not looked for; those of other weekends are told."),
    "not-found": gettext_noop("No single reason was found in the time there was."),
}
OF_WAVE: dict[str, str] = {
    "students": gettext_noop("There are %(students)s students for %(hosts)s communes."),
    "least": gettext_noop("The communes ask for %(sum)s students at least."),
    "most": gettext_noop("The communes receive %(sum)s students at most."),
    "beds": gettext_noop("There are %(sum)s beds."),
    "rooms": gettext_noop("Rooms are for women or for men; they hold %(sum)s."),
    "languages": gettext_noop("Languages must be spoken by enough students: %(missing)s."),
    "leaders": gettext_noop("%(sum)s students can lead, which is too few."),
    "together": gettext_noop("Some students must be together (%(sum)s times)."),
    "apart": gettext_noop("Some students must not be together (%(sum)s times)."),
    "fixed": gettext_noop("What was set by hand or has begun stays as it is."),
    "reach": gettext_noop("Nobody travels longer than %(reach)s minutes."),
    "supervisors": gettext_noop(
        "Supervisors look after %(sum)s communes at most; %(communes)s have students. Without one: %(hosts)s."
    ),
}
"""Of a wave, where the same rule counts something else than in a season."""
NOTES: dict[str, str] = {
    "no-companion": gettext_noop("%(host)s: no local person is named to walk along."),
    "alone": gettext_noop("%(host)s: visitors go without a local person: %(because)s."),
    "no-place": gettext_noop("Distances are not known everywhere; there, way is not counted."),
    "no-duty": gettext_noop("There is nothing to plan: no commune receives anybody on any weekend."),
    "stopped": gettext_noop("Planning was stopped; this is the best found until then."),
}


@dataclass(frozen=True)
class Names:
    """What keys are called, for sentences."""

    members: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    communes: Mapping[int, str] = field(default_factory=dict)

    def member(self, key: object) -> str:
        """A member's name, or the key's number where nobody is known."""
        return _named(self.members, key)

    def unit(self, key: object) -> str:
        """A unit's name."""
        return _named(self.units, key)

    def commune(self, key: object) -> str:
        """A commune's name."""
        return _named(self.communes, key)


def _named(names: Mapping[int, str], key: object) -> str:
    text = str(key)
    return names.get(int(text), f"#{text}") if text.isdecimal() else text


def rule_words(code: str) -> str:
    """What a rule asks."""
    return _(RULES[code]) if code in RULES else code


def weekend_words(weekend: object) -> str:
    """A weekend by its key, the ISO day of its Friday."""
    try:
        return friday_words(date.fromisoformat(str(weekend)))
    except ValueError:
        return str(weekend)


def breach_words(breach: Breach, names: Names) -> str:
    """What breaks a rule, where, and by whom."""
    place = ", ".join(
        part
        for part in (
            names.commune(breach.host) if breach.host else "",
            weekend_words(breach.weekend) if breach.weekend else "",
        )
        if part
    )
    facts: dict[str, object] = {name: _fact(name, value) for name, value in breach.facts.items()}
    people = [names.member(key) for key in breach.members]
    facts |= {
        "place": place,
        "unit": names.unit(breach.unit),
        "people": ", ".join(people),
        "first": people[0] if people else "",
        "second": people[1] if len(people) > 1 else "",
    }
    words = _(BROKEN[breach.rule]) if breach.rule in BROKEN else f"%(place)s: {rule_words(breach.rule)}"
    return (words % _Facts(facts)).strip()


class _Facts(dict[str, object]):
    """Facts of a sentence; what nobody said is a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _fact(name: str, value: object) -> object:
    if name == "reason":
        return blocked_words(str(value))
    if name == "other" and isinstance(value, str):
        return weekend_words(value)
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return number(value) if isinstance(value, int | float) else value


def why_words(why: Why, names: Names, *, of_wave: bool = False) -> str:
    """One reason why a duty is left open or somebody has no commune, or one part of a conflict."""
    words = OF_WAVE if of_wave else WHY
    facts = {name: _about(name, value, names) for name, value in why.facts.items()}
    return (_(words[why.code]) % _Facts(facts)).strip() if why.code in words else why.code


def _about(name: str, value: object, names: Names) -> object:
    """A fact of a reason: who, where and when it is about, or how many."""
    values = list(value) if isinstance(value, tuple | list) else [value]
    if name == "unit" or (name == "units" and isinstance(value, tuple | list)):
        return _few([names.unit(each) for each in values])
    if name in ("hosts", "host") and not isinstance(value, int):
        return _few([names.commune(each) for each in values])
    if name in ("weekends", "weekend"):
        return _few([weekend_words(each) for each in values])
    return _fact(name, value)


def _few(words: list[str], most: int = 4) -> str:
    """The first few of many."""
    shown = ", ".join(words[:most])
    left = len(words) - most
    return _("%(shown)s and %(left)s more") % {"shown": shown, "left": number(left)} if left > 0 else shown


def notes_words(notes: Sequence[Why], names: Names) -> list[str]:
    """What a plan rests on, each said once."""
    told = {}
    for note in notes:
        if note.code in NOTES:
            facts = {name: _fact(name, value) for name, value in note.facts.items()}
            host = names.commune(note.facts["host"]) if "host" in note.facts else ""
            told[note.code, host] = (_(NOTES[note.code]) % _Facts(facts | {"host": host})).strip()
    return list(told.values())
