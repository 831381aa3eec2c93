"""What the desk does, in words."""

from django.utils.translation import gettext, gettext_noop

SERVICES = {
    "collected": gettext_noop("account collected"),
    "activated": gettext_noop("account activated"),
}


def service_name(service: str) -> str:
    """A service in the language now spoken."""
    return gettext(SERVICES[service])
