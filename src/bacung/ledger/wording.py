"""What states, marks and contradictions are called on screen."""

from django.utils.translation import gettext, gettext_noop

STATES = {
    "none": gettext_noop("no account yet"),
    "collected": gettext_noop("collected"),
    "approved": gettext_noop("approved"),
    "activated": gettext_noop("activated"),
    "rejected": gettext_noop("sent back"),
    "locked": gettext_noop("locked"),
}
KINDS = STATES | {
    "notified": gettext_noop("result notice received"),
    "unlocked": gettext_noop("unlocked"),
    "void": gettext_noop("withdrawn"),
}
MARKS = {
    "declared": gettext_noop("declared"),
    "confirmed": gettext_noop("confirmed by list"),
    "denied": gettext_noop("not so in the list"),
}
SOURCES = {
    "visit": gettext_noop("at the door"),
    "desk": gettext_noop("at the desk"),
    "list": gettext_noop("a list"),
}
QUESTIONS = {
    "activated-after-rejection": gettext_noop(
        "Activated, though the file had been sent back. Which is right?"
    ),
    "denied-by-list": gettext_noop("Declared here, but the district's list does not have it. Ask once more?"),
    "earlier-than-the-list": gettext_noop("Declared before the day the list gives. Which day is right?"),
    "rejected-after-activation": gettext_noop("Sent back, though it had been activated. Which is right?"),
}
ANSWERS = {
    "stands": gettext_noop("It is as declared here"),
    "withdrawn": gettext_noop("The list is right, withdraw what was declared"),
}


def named(words: dict[str, str], code: str) -> str:
    """A code in the language now spoken; one without a name speaks for itself."""
    return gettext(words[code]) if code in words else code
