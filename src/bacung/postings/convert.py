"""Between rows of a muster and the plain problems and answers of `core.rota`. Keys go across, never names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bacung.areas.models import Station
from bacung.core.calendar import Calendar
from bacung.core.rota import problem as asked
from bacung.core.rota import wave as asked_of_wave
from bacung.core.rota.wire import read
from bacung.postings.duties import Duty, Group, fridays
from bacung.postings.models import Absence, Enlistment, Host, Muster, Sender, Supervisor, Tie

HOLIDAY = "holiday"
SATURDAY_WORKED = "saturday-worked"
VISITS_A_HOUSEHOLD = 1.6
HOUSEHOLDS_A_DAY = 6.0  # of one student at the usual pace: a pair knocks at twelve doors in an evening
WORK_UNKNOWN = 100.0


def blocked_because(friday: date, muster: Muster, calendar: Calendar) -> str:
    """Why nobody is sent on a weekend: what was said of it, else the calendar; "" when it is open."""
    said = muster.blocked.get(friday.isoformat())
    if said is not None:
        return str(said)
    days = [friday + timedelta(days=number) for number in range(3)]
    if any(day in calendar.holidays for day in days):
        return HOLIDAY
    return SATURDAY_WORKED if any(day in calendar.swapped_workdays for day in days[1:]) else ""


@dataclass(frozen=True)
class Called:
    """All rows a problem rests on."""

    muster: Muster
    hosts: Sequence[Host]
    stations: Mapping[int, Station]
    senders: Sequence[Sender]
    enlistments: Sequence[Enlistment]  # member loaded
    absences: Mapping[int, Sequence[Absence]] = field(default_factory=dict)
    served: Sequence[Duty] = ()  # before this season
    standing: Sequence[Duty] = ()  # published of this season
    begun: frozenset[tuple[date, int]] = frozenset()  # cells of weekends that have begun
    supervisors: Sequence[Supervisor] = ()  # member loaded
    ties: Sequence[Tie] = ()
    households: Mapping[int, int] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)


def season_of(called: Called, duties: Sequence[Duty] = ()) -> asked.Season:
    """The question of a season. Of `duties` those set by hand stay, as does what has begun."""
    days = fridays(called.muster.starts_on, called.muster.ends_on)
    senders = {each.unit_id: each for each in called.senders}
    units = {each.member.unit_id for each in called.enlistments if each.member.unit_id}
    held = {duty.cell: duty for duty in called.standing if duty.cell in called.begun}
    held |= {duty.cell: duty for duty in duties if duty.by_hand and duty.cell not in held}
    return asked.Season(
        weekends=tuple(
            asked.Weekend(
                id=day.isoformat(),
                friday=day,
                blocked=blocked_because(day, called.muster, called.calendar),
            )
            for day in days
        ),
        hosts=tuple(_host(host, called.stations.get(host.commune_id)) for host in called.hosts),
        units=tuple(_unit(key, senders.get(key)) for key in sorted(units)),
        members=tuple(_member(each, days, called) for each in called.enlistments if each.member.unit_id),
        rules=rules_of(called.muster),
        fixed=tuple(
            _fixed(duty)
            for _, duty in sorted(held.items())
            if _is_known(duty, called, frozenset(days), frozenset(units))
        ),
        before=asked.Before(
            served=tuple(
                asked.Served(
                    friday=duty.friday,
                    host=str(duty.commune_id),
                    unit=str(duty.unit_id),
                    members=tuple(map(str, duty.member_ids)),
                )
                for duty in called.served
            ),
            standing=tuple(duty.team() for duty in called.standing),
        ),
    )


def rules_of(muster: Muster) -> asked.Rules:
    """The rules of a season in numbers; refuses `rota.malformed` by field."""
    rules: asked.Rules = read(asked.Rules, muster.rules)
    return rules


def _host(host: Host, station: Station | None) -> asked.Host:
    point = _point(host, station)
    return asked.Host(
        id=str(host.commune_id),
        beds=beds_of(host, station),
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        closed=frozenset(host.closed),
        needs=frozenset(host.languages),
        wished=frozenset(str(key) for key in host.wished),
        companions=bool(host.companions),
        alone_because=host.alone_because,
    )


def beds_of(host: Host, station: Station | None) -> int | None:
    """Lodging places: as said for this muster, else those of the station; enough where nobody said."""
    if host.beds is not None:
        return host.beds
    return station.beds if station and station.beds else None


def _point(host: Host, station: Station | None) -> tuple[float, float] | None:
    for place in (station, host.commune):
        if place is not None and place.latitude is not None and place.longitude is not None:
            return place.latitude, place.longitude
    return None


def _unit(key: int, sender: Sender | None) -> asked.Unit:
    if sender is None:
        return asked.Unit(id=str(key))
    return asked.Unit(
        id=str(key),
        lat=sender.latitude,
        lon=sender.longitude,
        share=sender.share,
        away=frozenset(sender.away),
    )


def _member(enlistment: Enlistment, days: Sequence[date], called: Called) -> asked.Member:
    absences = called.absences.get(enlistment.member_id, ())
    return asked.Member(
        id=str(enlistment.member_id),
        unit=str(enlistment.member.unit_id),
        leads=enlistment.leads,
        away=frozenset(day.isoformat() for day in days if _is_away(day, absences)),
        skills=frozenset(enlistment.languages),
        served=sum(enlistment.member_id in duty.member_ids for duty in called.served),
    )


def _is_away(friday: date, absences: Sequence[Absence]) -> bool:
    return any(each.begins_on <= friday + timedelta(days=2) and each.ends_on >= friday for each in absences)


def _fixed(duty: Duty) -> asked.Fixed:
    return asked.Fixed(
        weekend=duty.friday.isoformat(),
        host=str(duty.commune_id),
        unit=str(duty.unit_id),
        members=tuple(str(key) for key in duty.member_ids),
    )


def _is_known(duty: Duty, called: Called, days: frozenset[date], units: frozenset[int | None]) -> bool:
    """Whether everything a duty names is still called up; what is not cannot be held."""
    members = {each.member_id for each in called.enlistments}
    return (
        duty.friday in days
        and duty.unit_id in units
        and any(host.commune_id == duty.commune_id for host in called.hosts)
        and members.issuperset(duty.member_ids)
    )


def wave_of(called: Called, groups: Sequence[Group] = ()) -> asked_of_wave.Wave:
    """The question of a wave of students; those of `groups` placed by hand stay where they are."""
    here = {host.commune_id for host in called.hosts}
    there = {each.member_id for each in called.enlistments}
    return asked_of_wave.Wave(
        students=tuple(
            asked_of_wave.Student(
                id=str(each.member_id),
                unit=str(each.member.unit_id or ""),
                pace=each.pace,
                leads=each.leads,
                languages=frozenset(each.languages),
            )
            for each in called.enlistments
        ),
        hosts=tuple(_wave_host(host, called) for host in called.hosts),
        supervisors=tuple(
            asked_of_wave.Supervisor(
                id=str(each.member_id), unit=str(each.member.unit_id or ""), most=each.most
            )
            for each in called.supervisors
        ),
        ties=tuple(
            asked_of_wave.Tie(first=str(tie.first_id), second=str(tie.second_id), together=tie.together)
            for tie in called.ties
            if {tie.first_id, tie.second_id} <= there
        ),
        fixed={
            str(key): str(group.commune_id)
            for group in groups
            for key in sorted(group.by_hand)
            if key in there and group.commune_id in here
        },
        **called.muster.rules,
    )


def _wave_host(host: Host, called: Called) -> asked_of_wave.WaveHost:
    return asked_of_wave.WaveHost(
        id=str(host.commune_id),
        work=work_of(host, called.households.get(host.commune_id, 0)),
        least=host.least,
        most=host.most,
        beds=beds_of(host, called.stations.get(host.commune_id)),
        languages=dict.fromkeys(host.languages, host.speakers),
        leaders=host.leaders,
    )


def work_of(host: Host, households: int) -> float:
    """Days of one student at the usual pace: as said, else by the households on the list."""
    if host.work is not None:
        return host.work
    return round(households * VISITS_A_HOUSEHOLD / HOUSEHOLDS_A_DAY, 1) or WORK_UNKNOWN


def group_of(answer: asked_of_wave.Group, by_hand: frozenset[int]) -> Group:
    """A commune's students of an answer."""
    members = tuple(int(key) for key in answer.students)
    return Group(
        commune_id=int(answer.host),
        member_ids=members,
        leader_id=int(answer.leader) if answer.leader else None,
        supervisor_id=int(answer.supervisor) if answer.supervisor else None,
        days=answer.days,
        by_hand=by_hand & frozenset(members),
    )


def asked_group(group: Group) -> asked_of_wave.Group:
    """A group as `core.rota` knows it."""
    return asked_of_wave.Group(
        host=str(group.commune_id),
        students=tuple(str(key) for key in group.member_ids),
        leader=str(group.leader_id or ""),
        supervisor=str(group.supervisor_id or ""),
    )
