"""From somebody's duties to the calendar they may carry along."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from bacung.areas.queries import stations_of
from bacung.ground import clock
from bacung.postings.ical import Event, calendar
from bacung.postings.models import Assignment
from bacung.staff.models import Member


def calendar_of(member: Member, duties: Iterable[Assignment]) -> bytes:
    """The member's duties as an .ics file, with the names of who goes along and nobody else's; a duty they
    were released from is taken off again.
    """
    rows = list(duties)
    stations = stations_of([each.posting.commune_id for each in rows])
    last = {each.posting_id: each for each in rows}  # of a duty taken up again the later row counts
    events = []
    for each in last.values():
        stay = each.posting
        station = stations.get(stay.commune_id)
        mates = [mate.member.full_name for mate in stay.standing if mate.member_id != member.pk]  # type: ignore[attr-defined]
        lines = [_("With: %(names)s") % {"names": ", ".join(mates)} if mates else "", stay.muster.name]
        events.append(
            Event(
                uid=f"posting-{stay.pk}-{member.pk}@bacung",
                begins_at=stay.begins_at,
                ends_at=stay.ends_at,
                summary=_("Duty in %(commune)s") % {"commune": stay.commune},
                location=(station.address if station else "") or str(stay.commune),
                description="\n".join(filter(None, lines)),
                cancelled=bool(each.released_at or stay.cancelled_because),
            )
        )
    return calendar(_("Duties of %(name)s") % {"name": member.full_name}, events, made_at=clock.now())
