"""The sentences of what postings refuse."""

from django.utils.translation import gettext_noop

POSTINGS: dict[str, str] = {
    # What becomes of a stay.
    "postings.not-begun": gettext_noop("This stay begins at %(begins)s. Come back then."),
    "postings.stay-cancelled": gettext_noop(
        "This stay was called off; nothing is written about it any more."
    ),
    "postings.stay-forgotten": gettext_noop(
        "The time for which this drive keeps its diaries is over. Nothing can be added."
    ),
    "postings.not-yours-to-write": gettext_noop(
        "Only who is posted there and the officer of the commune write this."
    ),
    "postings.outside-the-stay": gettext_noop("“%(on)s” is not a day of this stay that has come."),
    "postings.nothing-said": gettext_noop("Write how many, or a few words, or both."),
    "postings.unknown-word": gettext_noop("“%(word)s” is not known here. It can be: %(known)s."),
    # Briefings.
    "postings.not-held-yet": gettext_noop("The session is at %(at)s. Who was there is noted once it begins."),
    "postings.briefing-held": gettext_noop("Somebody has been noted at this session, so it stays."),
    "postings.not-called-up": gettext_noop("Somebody ticked is not among your people in this muster."),
    # Essays and assessments.
    "postings.no-essay-here": gettext_noop("Essays and assessments belong to waves of students."),
    "postings.essay-assessed": gettext_noop(
        "The commune has given its assessment: the essay stays as it was handed in."
    ),
}
