"""The communes of a wave of students: equal students dealt out exactly, others placed by a program."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from bacung.core.rota.answer import Facts, Why
from bacung.core.rota.days import days, share_out
from bacung.core.rota.placing import RULES, Placed, Placing, paces, true_cost
from bacung.core.rota.wave import Allocation, Group, Student, Unplaced, Wave, WaveHost


def allocate(
    problem: Wave,
    *,
    stop: Callable[[], bool] | None = None,
    work: int | None = None,
    seed: int = 0,
) -> Allocation:
    """Who goes to which commune, and who looks after them.

    Deterministic whatever the `seed`, which the answer carries; `work` bounds the programs solved, `stop` is
    asked between them. Where not all rules can hold, as much as can is done.
    """
    placed = _equals(problem) or Placing(problem).solve(stop, work)
    impossible = bool(placed.short)
    why = tuple(_conflict(problem, placed)) if impossible else ()
    supervisors, unwatched = _supervisors(problem, placed.host_of)
    groups = _groups(problem, placed.host_of, supervisors)
    gap = max(0.0, placed.cost - placed.bound)
    return Allocation(
        groups=groups,
        unplaced=tuple(_unplaced(problem, placed, why)),
        conflicts=tuple(each for each in (why, unwatched) if each),
        days=sum(group.days or 0.0 for group in groups),
        cost=placed.cost,
        bound=placed.bound,
        gap=gap / placed.cost if placed.cost > 0 else 0.0,
        optimal=gap <= 1e-9 * max(1.0, placed.cost),
        work=placed.work,
        seed=seed,
    )


def _equals(wave: Wave) -> Placed | None:
    """Equal students dealt out one by one, which is exact; None where they differ or there is too few."""
    if wave.ties or wave.fixed or not wave.students or any(_demanding(host) for host in wave.hosts):
        return None
    ways = bool(wave.travel) or wave.reach is not None
    if len({(each.pace, tuple(sorted(each.travel.items())) if ways else ()) for each in wave.students}) > 1:
        return None
    if ways and wave.students[0].travel:
        return None
    least = [host.least for host in wave.hosts]
    most = [host.most if host.beds is None else min(host.most, host.beds) for host in wave.hosts]
    if not sum(least) <= len(wave.students) <= sum(most) or any(
        a > b for a, b in zip(least, most, strict=True)
    ):
        return None
    pace = wave.students[0].pace
    work = [host.work for host in wave.hosts]
    counts = share_out(len(wave.students), work, least, most, pace=pace, together=wave.together)
    seats = (host.id for host, count in zip(wave.hosts, counts, strict=True) for _ in range(count))
    host_of = {student.id: host for student, host in zip(_mixed(wave), seats, strict=True)}
    cost = true_cost(wave, host_of)
    return Placed(host_of, cost, cost, frozenset(), 0)


def _demanding(host: WaveHost) -> bool:
    return bool(host.rooms or host.leaders or any(host.languages.values()))


def _mixed(wave: Wave) -> list[Student]:
    """Students in the order in which seats are given: those of a unit next to each other."""
    return sorted(wave.students, key=lambda student: student.unit)


def _groups(wave: Wave, host_of: dict[str, str], supervisors: dict[str, str]) -> tuple[Group, ...]:
    students: dict[str, list[Student]] = defaultdict(list)
    for student in wave.students:
        if student.id in host_of:
            students[host_of[student.id]].append(student)
    pace = paces(wave, host_of)
    groups = []
    for host in wave.hosts:
        here = students[host.id]
        groups.append(
            Group(
                host=host.id,
                students=tuple(student.id for student in here),
                leader=next((student.id for student in here if student.leads), ""),
                supervisor=supervisors.get(host.id, ""),
                pace=pace[host.id],
                days=days(host.work, pace[host.id], wave.together) if here else None,
            )
        )
    return tuple(groups)


def _unplaced(wave: Wave, placed: Placed, why: tuple[Why, ...]) -> Iterator[Unplaced]:
    for student in wave.students:
        if student.id not in placed.host_of:
            yield Unplaced(student=student.id, why=why)
    for host, what in sorted(placed.short):
        if host:
            code, _, language = what.partition(" ")
            facts: Facts = {"language": language} if language else {}
            yield Unplaced(host=host, why=(Why(code="languages" if language else code, facts=facts),))


def _conflict(wave: Wave, placed: Placed) -> Iterator[Why]:
    """A smallest set of rules that cannot hold together: without any one of them everybody finds a place."""
    off: frozenset[str] = frozenset()
    kept = []
    for code in RULES:
        if Placing(wave, off | {code}, exact=True).possible():
            kept.append(code)
        else:
            off |= {code}
    yield Why(code="students", facts={"students": len(wave.students), "hosts": len(wave.hosts)})
    for code in kept:
        yield Why(code=code, facts=_facts(wave, placed, code))


def _facts(wave: Wave, placed: Placed, code: str) -> Facts:
    """The numbers of a rule, and the communes that lack because of it."""
    lacking = {
        "least": tuple(sorted(host for host, what in placed.short if what == "least")),
        "leaders": tuple(sorted(host for host, what in placed.short if what == "leaders")),
        "languages": tuple(sorted(host for host, what in placed.short if what.startswith("language "))),
    }
    sums = {
        "least": sum(host.least for host in wave.hosts),
        "most": sum(host.most for host in wave.hosts),
        "beds": sum(host.beds for host in wave.hosts if host.beds is not None),
        "rooms": sum(sum(host.rooms) for host in wave.hosts),
        "leaders": sum(student.leads for student in wave.students),
        "together": sum(tie.together for tie in wave.ties),
        "apart": sum(not tie.together for tie in wave.ties),
        "fixed": len(wave.fixed),
    }
    facts: Facts = {"sum": sums[code]} if code in sums else {}
    if code == "reach":
        facts["reach"] = wave.reach or 0.0
    if code == "languages":
        spoken = Counter(language for student in wave.students for language in student.languages)
        wanted = Counter[str]()
        for host in wave.hosts:
            wanted.update(host.languages)
        facts["missing"] = tuple(f"{each} {spoken[each]}/{wanted[each]}" for each in sorted(wanted))
    if lacking.get(code):
        facts["hosts"] = lacking[code]
    return facts


def _supervisors(wave: Wave, host_of: dict[str, str]) -> tuple[dict[str, str], tuple[Why, ...]]:
    """A supervisor for each commune with students: of their unit before near, none with more than can be."""
    from scipy.optimize import linear_sum_assignment

    hosts = [host.id for host in wave.hosts if host.id in host_of.values()]
    seats = [supervisor for supervisor in wave.supervisors for _ in range(min(supervisor.most, len(hosts)))]
    if not wave.supervisors:
        return {}, ()
    unit_of = {student.id: student.unit for student in wave.students}
    own = Counter((host, unit_of[student]) for student, host in host_of.items())
    charge = [
        [seat.travel.get(host, 0.0) - 1_000.0 * own[host, seat.unit] * bool(seat.unit) for seat in seats]
        for host in hosts
    ]
    found = {}
    if hosts and seats:
        for at, seat in zip(*linear_sum_assignment(charge), strict=True):
            found[hosts[at]] = seats[seat].id
    if len(seats) >= len(hosts):
        return found, ()
    without = tuple(host for host in hosts if host not in found)
    room = sum(each.most for each in wave.supervisors)
    facts: Facts = {"sum": room, "communes": len(hosts), "hosts": without}
    return found, (Why(code="supervisors", facts=facts),)
