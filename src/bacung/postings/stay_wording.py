"""What stays call the kinds of their diary, what each kind counts, topics of briefings, and grades."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from bacung.ground.figures import number

DIARY: dict[str, str] = {
    "station-shift": gettext_noop("Shifts at the station"),
    "doors": gettext_noop("From door to door"),
    "community-work": gettext_noop("Community work"),
    "movement": gettext_noop("Talks and outreach"),
    "culture-sport": gettext_noop("Culture and sport"),
    "meals": gettext_noop("Meals with residents"),
    "gifts": gettext_noop("Gifts"),
    "lessons": gettext_noop("Lessons learned"),
    "note-to-next": gettext_noop("Note to those who come next"),
}
COUNTED: dict[str, str] = {
    "station-shift": gettext_noop("hours"),
    "doors": gettext_noop("households"),
    "community-work": gettext_noop("hours of work"),
    "movement": gettext_noop("people reached"),
    "culture-sport": gettext_noop("people taking part"),
    "meals": gettext_noop("meals"),
    "gifts": gettext_noop("gifts given"),
}
"""What each kind counts; a kind that is not here counts nothing."""
HINTS: dict[str, str] = {
    "station-shift": gettext_noop("What you helped with; nothing about residents' affairs."),
    "doors": gettext_noop("Which hamlets; the doors themselves are noted under Visits."),
    "community-work": gettext_noop("A road mended, a house cleaned, a harvest brought in."),
    "movement": gettext_noop("What was talked about, where, with which union."),
    "culture-sport": gettext_noop("A match, an evening of song."),
    "meals": gettext_noop("With whom you ate, as a hamlet or a union, not as a name."),
    "gifts": gettext_noop("What was given, and who gave the money."),
    "lessons": gettext_noop("What went well, what you would do otherwise."),
    "note-to-next": gettext_noop(
        "Hours at which people are home, who knows the way, what has been promised. The next people see this."
    ),
}
TOPICS: dict[str, str] = {
    "area": gettext_noop("Area briefing"),
    "training": gettext_noop("Training to install and activate"),
}
NOT_YET: dict[str, str] = {
    "area": gettext_noop("not at the area briefing"),
    "training": gettext_noop("not trained to install and activate"),
}
GRADES: dict[str, str] = {
    "excellent": gettext_noop("Excellent"),
    "good": gettext_noop("Good"),
    "fair": gettext_noop("Fair"),
    "not-yet": gettext_noop("Not yet"),
}
REASONS: dict[str, str] = {
    "leave": gettext_noop("leave"),
    "exam": gettext_noop("exam"),
    "duty": gettext_noop("on duty elsewhere"),
    "other": gettext_noop("other"),
}

MISSING: dict[str, str] = {
    "no-area": gettext_noop("area briefing"),
    "no-training": gettext_noop("training"),
    "crowded": gettext_noop("more people than beds"),
    "no-diary": gettext_noop("nothing in the diary yet"),
    "no-essay": gettext_noop("essay not handed in"),
    "no-assessment": gettext_noop("no assessment of the commune yet"),
    "away": gettext_noop("is away on days of the stay"),
}


def diary_words(kind: str) -> str:
    """What a kind of the diary is called."""
    return _(DIARY[kind])


def counted_words(kind: str) -> str:
    """What the figure of a kind counts; empty where it counts nothing."""
    return _(COUNTED[kind]) if kind in COUNTED else ""


def hint_words(kind: str) -> str:
    """What belongs into the words of a kind, and what does not."""
    return _(HINTS[kind])


def topic_words(topic: str) -> str:
    """What a briefing is about."""
    return _(TOPICS[topic])


def lack_words(topics: Collection[str]) -> str:
    """What somebody has missed, in one phrase."""
    return "; ".join(_(NOT_YET[topic]) for topic in topics)


def unready_words(counts: Mapping[str, int]) -> list[str]:
    """How many who go now or later lack a briefing, one phrase for each topic."""
    said = {
        "area": ngettext(
            "One person sent was not at the area briefing",
            "%(count)s people sent were not at the area briefing",
            counts.get("area", 0),
        ),
        "training": ngettext(
            "One person sent was not trained",
            "%(count)s people sent were not trained",
            counts.get("training", 0),
        ),
    }
    return [said[topic] % {"count": number(count)} for topic, count in counts.items()]


def grade_words(grade: str) -> str:
    """The commune's grade."""
    return _(GRADES[grade])


def absence_words(reason: str) -> str:
    """Why somebody cannot be sent."""
    return _(REASONS[reason])


def missing_words(code: str) -> str:
    """What is to be seen to about somebody on a stay."""
    return _(MISSING[code])
