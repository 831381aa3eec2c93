"""What the keys of a muster are called."""

from bacung.areas.models import Area
from bacung.postings.models import Muster
from bacung.postings.rule_wording import Names
from bacung.staff.models import Member, Unit


def names_of(muster: Muster) -> Names:
    """Members, units and communes of a muster, also those who were enlisted once and are posted still."""
    enlisted = Member.objects.filter(enlistments__muster=muster)
    posted = Member.objects.filter(assignments__posting__muster=muster)
    people = {
        key: (name, unit)
        for rows in (enlisted, posted)
        for key, name, unit in rows.values_list("pk", "full_name", "unit")
    }
    supervisors = Member.objects.filter(pk__in=muster.supervisors.values("member"))
    return Names(
        members={key: name for key, (name, _unit) in people.items()}
        | dict(supervisors.values_list("pk", "full_name")),
        units=dict(
            Unit.objects.filter(pk__in={unit for _name, unit in people.values() if unit}).values_list(
                "pk", "name"
            )
        ),
        communes={area.pk: str(area) for area in Area.objects.filter(pk__in=muster.hosts.values("commune"))},
    )
