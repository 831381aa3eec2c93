"""The verdict on a wave's allocation as it stands, so fast that a change by hand is answered at once."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bacung.core.rota.answer import Breach, Facts
from bacung.core.rota.wave import Group, Student, Wave, WaveHost

WAVE_RULES = (
    "least",
    "most",
    "beds",
    "languages",
    "leaders",
    "together",
    "apart",
    "reach",
    "supervisors",
)
"""The rules that are looked at, in order. Whether rooms suffice is for the plan alone to say."""


def check_wave(wave: Wave, groups: Sequence[Group]) -> tuple[Breach, ...]:
    """Every breach, commune by commune, then ties and supervisors. Facts: `has` beside `least`, `most`,
    `beds` or `wants`; languages also `missing`; reach `minutes`, `most`. A commune nobody goes to is short of
    its least.
    """
    return tuple(_verdict(wave, groups))


def _verdict(wave: Wave, groups: Sequence[Group]) -> Iterator[Breach]:
    students = {student.id: student for student in wave.students}
    there = {group.host: group for group in groups}
    for host in wave.hosts:
        group = there.get(host.id, Group(host=host.id, students=()))
        yield from _of_host(wave, host, [students[name] for name in group.students if name in students])
    yield from _ties(wave, groups)
    yield from _supervisors(wave, groups)


def _of_host(wave: Wave, host: WaveHost, group: list[Student]) -> Iterator[Breach]:
    has = len(group)
    if has < host.least:
        yield Breach(rule="least", host=host.id, facts={"has": has, "least": host.least})
    if has > host.most:
        yield Breach(rule="most", host=host.id, facts={"has": has, "most": host.most})
    beds = sum(host.rooms) if host.rooms else host.beds
    if beds is not None and has > beds:
        yield Breach(rule="beds", host=host.id, facts={"has": has, "beds": beds})
    spoken = Counter(language for student in group for language in student.languages)
    for language, wants in sorted(host.languages.items()):
        if spoken[language] < wants:
            facts: Facts = {"has": spoken[language], "wants": wants, "missing": language}
            yield Breach(rule="languages", host=host.id, facts=facts)
    leading = sum(student.leads for student in group)
    if leading < host.leaders:
        yield Breach(rule="leaders", host=host.id, facts={"has": leading, "wants": host.leaders})
    for student in group:
        minutes = student.travel.get(host.id)
        if wave.reach is not None and minutes is not None and minutes > wave.reach:
            told: Facts = {"minutes": minutes, "most": wave.reach}
            yield Breach(rule="reach", host=host.id, members=(student.id,), facts=told)


def _ties(wave: Wave, groups: Sequence[Group]) -> Iterator[Breach]:
    host_of = {name: group.host for group in groups for name in group.students}
    for tie in wave.ties:
        one, other = host_of.get(tie.first), host_of.get(tie.second)
        if one is None or other is None:
            continue
        if tie.together != (one == other):
            rule = "together" if tie.together else "apart"
            yield Breach(rule=rule, host=one, members=(tie.first, tie.second))


def _supervisors(wave: Wave, groups: Sequence[Group]) -> Iterator[Breach]:
    most = {supervisor.id: supervisor.most for supervisor in wave.supervisors}
    has = Counter(group.supervisor for group in groups if group.supervisor and group.students)
    for name, count in sorted(has.items()):
        if count > most.get(name, count):
            yield Breach(rule="supervisors", members=(name,), facts={"has": count, "most": most[name]})
