"""Small seasons of Sóc Sơn's neighbourhood, for the tests of the rota."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from bacung.core.rota.problem import Host, Member, Rules, Season, Unit, Weekend

FRIDAY = date(2023, 6, 2)


def small(
    weekends: int = 4, hosts: int = 1, units: int = 2, members: int = 4, leaders: int = 2, **rules: Any
) -> Season:
    """Weekends w0…, communes c0…, units u0… with members u0-0…, of whom the first ones lead."""
    return Season(
        weekends=tuple(Weekend(id=f"w{w}", friday=FRIDAY + timedelta(weeks=w)) for w in range(weekends)),
        hosts=tuple(Host(id=f"c{h}") for h in range(hosts)),
        units=tuple(
            Unit(id=f"u{u}", travel={f"c{h}": float(5 + 7 * ((u + h) % units)) for h in range(hosts)})
            for u in range(units)
        ),
        members=tuple(
            Member(id=f"u{u}-{m}", unit=f"u{u}", leads=m < leaders)
            for u in range(units)
            for m in range(members)
        ),
        rules=Rules(**rules),
    )


def with_member(season: Season, name: str, **facts: Any) -> Season:
    """The same season with one member otherwise."""
    return replace(
        season,
        members=tuple(replace(each, **facts) if each.id == name else each for each in season.members),
    )


@st.composite
def any_season(draw: st.DrawFn) -> Season:
    """Any small season: blocked weekends, absences, beds, skills, few leaders, some rules off."""
    weekends, hosts = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    base = small(weekends, hosts, draw(st.integers(1, 3)), draw(st.integers(1, 6)), draw(st.integers(0, 2)))
    days = st.frozensets(st.sampled_from([each.id for each in base.weekends]), max_size=2)
    skills = st.frozensets(st.just("tày"))
    return replace(
        base,
        weekends=tuple(
            replace(each, blocked=draw(st.sampled_from(["", "", "", "Tết"]))) for each in base.weekends
        ),
        hosts=tuple(
            replace(each, needs=draw(skills), beds=draw(st.sampled_from([None, 2, 2, 1])), closed=draw(days))
            for each in base.hosts
        ),
        units=tuple(replace(each, away=draw(days)) for each in base.units),
        members=tuple(replace(each, away=draw(days), skills=draw(skills)) for each in base.members),
        rules=Rules(
            rest=draw(st.integers(1, 4)),
            teams=draw(st.integers(1, 2)),
            off=draw(
                st.frozensets(
                    st.sampled_from(["leaders", "rest", "twice-running", "skills", "beds"]), max_size=1
                )
            ),
        ),
    )
