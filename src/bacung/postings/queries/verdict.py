"""What every rule says of a change, before anything is saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bacung.core.rota.answer import Breach
from bacung.core.rota.problem import RULES, Season
from bacung.core.rota.verdict import check
from bacung.core.rota.wave import Wave
from bacung.core.rota.wave_verdict import WAVE_RULES, check_wave
from bacung.postings.convert import asked_group
from bacung.postings.duties import Duty, Group

BROKEN, STANDING, MENDED, KEPT, OFF = "broken", "standing", "mended", "kept", "off"


@dataclass(frozen=True)
class RuleSaid:
    """One rule on a change: newly broken, broken as before, mended by it, kept, or switched off."""

    code: str
    state: str
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Every rule's say; `breaks` where the change itself breaks one, and then needs a reason."""

    rules: tuple[RuleSaid, ...]

    @property
    def breaks(self) -> tuple[Breach, ...]:
        """What the change breaks that was kept before."""
        return tuple(breach for said in self.rules if said.state == BROKEN for breach in said.breaches)


def verdict_on(season: Season, before: Sequence[Duty], after: Sequence[Duty]) -> Verdict:
    """What each rule says of going from one rota to another."""
    was = check(season, [duty.team() for duty in before])
    now = check(season, [duty.team() for duty in after])
    return _compared(was, now, RULES, season.rules.off)


def verdict_on_team(season: Season, duties: Sequence[Duty], team: Duty, cell: tuple[date, int]) -> Verdict:
    """What each rule says of a team as if nobody had stood in its cell before: a stand-in mends nothing by
    following somebody who is missed. Shares and numbers are held against the rota as it stands.
    """
    after = placed(duties, team, cell)
    alone = verdict_on(season, placed(duties, None, cell), after)
    whole = {said.code: said for said in verdict_on(season, duties, after).rules}
    return Verdict(tuple(whole[said.code] if said.code in _OF_ALL else said for said in alone.rules))


_OF_ALL = ("share", "spread", "team-size")


def verdict_on_groups(wave: Wave, before: Sequence[Group], after: Sequence[Group]) -> Verdict:
    """What each rule of a wave says of going from one allocation to another."""
    was = check_wave(wave, [asked_group(group) for group in before])
    now = check_wave(wave, [asked_group(group) for group in after])
    return _compared(was, now, WAVE_RULES, frozenset())


def _compared(
    was: Sequence[Breach], now: Sequence[Breach], codes: Iterable[str], off: frozenset[str]
) -> Verdict:
    were = {_place(breach): _size(breach) for breach in was}
    are = {_place(breach): _size(breach) for breach in now}
    fresh = [breach for breach in now if _size(breach) > were.get(_place(breach), -1)]
    gone = [breach for breach in was if _size(breach) > are.get(_place(breach), -1)]
    standing = [breach for breach in now if breach not in fresh]

    def of(code: str, breaches: list[Breach]) -> tuple[Breach, ...]:
        return tuple(breach for breach in breaches if breach.rule == code)

    def said(code: str) -> RuleSaid:
        if code in off:
            return RuleSaid(code, OFF)
        for state, breaches in ((BROKEN, fresh), (MENDED, gone), (STANDING, standing)):
            if found := of(code, breaches):
                return RuleSaid(code, state, found)
        return RuleSaid(code, KEPT)

    return Verdict(tuple(said(code) for code in codes))


_COUNTED = ("share", "spread", "least", "most", "supervisors")
"""Rules that can be broken by more or by less."""


def _place(breach: Breach) -> tuple[object, ...]:
    """What a breach is about, whoever of a unit happens to be named."""
    if breach.rule in _COUNTED:
        members = breach.members if breach.rule == "supervisors" else ()
        return breach.rule, breach.unit, breach.host, members
    return breach.rule, breach.weekend, breach.host, breach.unit, breach.members


def _size(breach: Breach) -> int:
    """By how much a rule is broken."""
    if breach.rule == "spread":
        return _number(breach, "has") - _number(breach, "other")
    has = _number(breach, "has")
    if breach.rule == "share":
        return max(has - _number(breach, "most"), _number(breach, "least") - has)
    if breach.rule == "least":
        return _number(breach, "least") - has
    return has - _number(breach, "most") if breach.rule in ("most", "supervisors") else 0


def _number(breach: Breach, name: str) -> int:
    value = breach.facts.get(name, 0)
    return value if isinstance(value, int) else 0


# ── What a change makes of a rota ─────────────────────────────────────────────────────────────────


def moved(duties: Sequence[Duty], source: tuple[date, int], target: tuple[date, int]) -> list[Duty]:
    """The rota with the team of one cell in another; a team that stood there comes back in exchange."""
    made = []
    for duty in duties:
        if duty.cell == source:
            made.append(_at(duty, target))
        elif duty.cell == target:
            made.append(_at(duty, source))
        else:
            made.append(duty)
    return sorted(made, key=lambda duty: duty.cell)


def _at(duty: Duty, cell: tuple[date, int]) -> Duty:
    return Duty(
        friday=cell[0],
        commune_id=cell[1],
        unit_id=duty.unit_id,
        member_ids=duty.member_ids,
        leader_id=duty.leader_id,
        by_hand=True,
        because=duty.because,
    )


def placed(duties: Sequence[Duty], duty: Duty | None, cell: tuple[date, int]) -> list[Duty]:
    """The rota with this team in a cell, or nobody there."""
    made = [each for each in duties if each.cell != cell]
    return sorted([*made, duty] if duty else made, key=lambda each: each.cell)
