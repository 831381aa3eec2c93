"""The sentences of what postings refuse."""

from django.utils.translation import gettext_noop

POSTINGS: dict[str, str] = {
    # A muster and its rota.
    "postings.outside-the-drive": gettext_noop(
        "The drive runs from %(first)s to %(last)s. Choose days inside it, the first before the last."
    ),
    "postings.which-muster": gettext_noop(
        "This drive has %(count)s open musters. Say which one by its number: bacung postings list."
    ),
    "postings.no-weekend": gettext_noop("No whole weekend, Friday to Sunday, lies between these days."),
    "postings.not-a-weekend": gettext_noop("%(on)s is not the Friday of a weekend of this season."),
    "postings.name-taken": gettext_noop("This drive already has a muster called “%(name)s”."),
    "postings.nobody-along": gettext_noop(
        "Name local people of %(commune)s who walk along, or write why visitors go without one."
    ),
    "postings.host-in-use": gettext_noop(
        "Somebody is posted to %(commune)s. Publish a rota without it first, then take it out."
    ),
    "postings.closed": gettext_noop("“%(name)s” is closed; nothing in it changes any more."),
    "postings.no-unit": gettext_noop("%(name)s belongs to no unit. Say their unit under Staff first."),
    "postings.name-twice": gettext_noop(
        "Two members of %(unit)s are called %(name)s. Enlist them one by one instead of by the list."
    ),
    "postings.not-a-list": gettext_noop(
        "No line names somebody. "
        "Write one person a line: full name; unit; x if they can lead; languages; pace."
    ),
    "postings.duties-ahead": gettext_noop(
        "%(name)s still has published duties ahead. Release them from those first."
    ),
    "postings.days-turned": gettext_noop("The last day lies before the first."),
    "postings.tied-to-self": gettext_noop("These are one and the same person."),
    "postings.nobody-enlisted": gettext_noop("Nobody is enlisted yet. Say who may be sent first."),
    "postings.no-host": gettext_noop("No commune receives yet. Say which do first."),
    "postings.nothing-there": gettext_noop("Nobody stands there any more; somebody else changed the rota."),
    "postings.not-a-duty": gettext_noop("This muster has no such weekend in such a commune."),
    "postings.begun": gettext_noop("The weekend of %(on)s has begun or is over; it stays as it is."),
    "postings.not-enlisted": gettext_noop("Somebody named is not enlisted in this muster."),
    "postings.impossible": gettext_noop(
        "Nobody can be in two communes at once, and only who is enlisted can be sent. No reason changes that."
    ),
    "postings.reason-needed": gettext_noop("This breaks a rule. Write why it stands all the same."),
    "postings.nothing-to-publish": gettext_noop("There is no rota yet. Plan one first."),
    "postings.released-already": gettext_noop("They were released from this duty already."),
    "postings.stay-over": gettext_noop("This stay is over; it stays as it was."),
    "postings.swap-asked": gettext_noop("Somebody has been asked about this duty already. Await the answer."),
    "postings.swap-settled": gettext_noop("This swap is settled already."),
    "postings.nobody-named": gettext_noop("Say who takes over."),
    # What becomes of a stay.
    "postings.not-begun": gettext_noop("This stay begins at %(begins)s. Come back then."),
    "postings.stay-cancelled": gettext_noop("This stay was called off; nothing more is written of it."),
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
