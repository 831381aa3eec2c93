"""The verbs of rounds."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.queries import commune_by_code
from bacung.drives.models import Drive
from bacung.drives.queries import drive_by_code
from bacung.ground.commands import json_option, progress, say, write_out
from bacung.ground.figures import day, number
from bacung.ground.permissions import CONSOLE
from bacung.ground.wording import sentence
from bacung.rounds.actions import plan_round
from bacung.rounds.district import Planned, pairs_tonight, plan_district
from bacung.rounds.forms import MOST_PAIRS
from bacung.rounds.models import MODES, Round
from bacung.rounds.printing import round_pdf
from bacung.rounds.queries import drive_here, usual_pairs
from bacung.rounds.searching import BOUNDING, until
from bacung.rounds.sweep_jobs import sweep
from bacung.rounds.sweeping import Asked, first_evening
from bacung.rounds.wording import (
    bound_words,
    cover_note_words,
    gain_words,
    left_out_words,
    needed_words,
    note_words,
)

_GROUP: Any = gettext_lazy("Rounds: which doors tonight, in which order.")
_PLAN: Any = gettext_lazy("Plan an evening of a commune, or of all of them.")
_DRIVE: Any = gettext_lazy("The drive, by its code.")
_COMMUNE: Any = gettext_lazy("The commune, by its code.")
_ON: Any = gettext_lazy("The evening, as 2023-06-02.")
_PAIRS: Any = gettext_lazy(
    "How many pairs walk: the commune's walkers, two by two. Or `postings`: who is posted there."
)
_PDF: Any = gettext_lazy("Write the sheets of all pairs to this file.")
_ALL: Any = gettext_lazy("Every commune of the drive, in two processes.")
_SECONDS: Any = gettext_lazy("How long a better plan is sought; 0: the first plan.")
_SEED: Any = gettext_lazy("The number that makes a plan repeatable.")

_COVER: Any = gettext_lazy("Plan a whole commune: how many evenings of a pair it takes, who goes where when.")
_DRIVE_IF_SEVERAL: Any = gettext_lazy("The drive, by its code; without it the one that covers the commune.")
_EVERY_EVENING: Any = gettext_lazy("How many pairs go each evening.")
_MODE: Any = gettext_lazy("How they go.")
_FROM: Any = gettext_lazy("The first evening, as 2023-06-02; without it the first one there is.")
_UNTIL: Any = gettext_lazy("The last evening; without it the last of the drive.")

POSTINGS = "postings"


def _pairs(context: click.Context, option: click.Parameter, text: str | None) -> str | int | None:
    if text is None or text == POSTINGS:
        return text
    return int(click.IntRange(1, MOST_PAIRS)(text, option, context))


@click.group("rounds", help=_GROUP)
def rounds() -> None:
    """Rounds: which doors tonight, in which order."""


@rounds.command("plan", help=_PLAN)
@click.option("--drive", "drive_code", required=True, help=_DRIVE)
@click.option("--commune", "commune_code", help=_COMMUNE)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help=_ON)
@click.option("--pairs", callback=_pairs, help=_PAIRS)
@click.option("--all", "of_all", is_flag=True, help=_ALL)
@click.option("--seconds", type=click.FloatRange(0, 3600), default=0.0, help=_SECONDS)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help=_SEED)
@click.option("--pdf", type=click.Path(dir_okay=False, writable=True, path_type=Path), help=_PDF)
@json_option
def plan(
    drive_code: str,
    commune_code: str | None,
    on: datetime,
    pairs: str | int | None,
    of_all: bool,
    seconds: float,
    seed: int,
    pdf: Path | None,
    as_json: bool,
) -> None:
    """Plan an evening and keep it, as the page does."""
    drive = drive_by_code(CONSOLE, drive_code)
    if of_all:
        if commune_code or pdf or pairs not in (None, POSTINGS):
            raise click.UsageError(
                _("--all goes with --pairs postings at most, not with --commune or --pdf.")
            )
        _plan_all(drive, on, pairs == POSTINGS, seconds, seed, as_json)
        return
    if not commune_code or pairs is None:
        raise click.UsageError(_("Say --commune and --pairs, or --all."))
    commune = commune_by_code(commune_code, drive.starts_on)
    made = plan_round(
        CONSOLE,
        drive=drive,
        commune=commune,
        on=on.date(),
        pairs=pairs_tonight(CONSOLE, drive, commune, on.date(), True)
        if pairs == POSTINGS
        else usual_pairs(CONSOLE, drive, commune, int(pairs)),
        seed=seed,
        stop=until(seconds * (1 - BOUNDING)) if seconds else None,
        proving=until(seconds * BOUNDING) if seconds else None,
    )
    if pdf:
        write_out(pdf, round_pdf(CONSOLE, made))
    say({"round": made.pk, **made.plan}, as_json, _lines(made))


def _lines(made: Round) -> Iterator[str]:
    totals, left = made.plan["totals"], made.plan["left_out"]
    yield _("%(commune)s, %(day)s: %(doors)s doors for %(pairs)s pairs, round %(round)s.") % {
        "commune": made.commune,
        "day": day(made.on),
        "doors": number(totals["visits"]),
        "pairs": number(made.pairs.count()),
        "round": made.pk,
    }
    yield _("Activations expected: %(prize)s.") % {"prize": number(totals["prize"], 1)}
    yield from (words for words in (bound_words(made.plan), gain_words(made.plan)) if words)
    yield from (note_words(note) for note in made.plan["notes"])
    for code, count in left["by_reason"].items():
        yield _("Left out: %(count)s, %(why)s") % {"count": number(count), "why": left_out_words(code)}


def _plan_all(
    drive: Drive, on: datetime, from_postings: bool, seconds: float, seed: int, as_json: bool
) -> None:
    told: list[Planned] = []
    with progress(_("Planning the evening of all communes"), as_json) as tell:
        planned = plan_district(
            CONSOLE, drive=drive, on=on.date(), from_postings=from_postings, seconds=seconds, seed=seed
        )
        for each in planned:
            told.append(each)
            tell(len(told), drive.places.count())
    told.sort(key=lambda each: each.commune.code)
    rows = [
        {
            "commune": each.commune.code,
            "round": each.round.pk if each.round else None,
            "totals": each.round.plan["totals"] if each.round else None,
            "refused": each.refused.code if each.refused else None,
        }
        for each in told
    ]
    lines = [
        next(_lines(each.round)) if each.round else f"{each.commune}: {_why_none(each)}" for each in told
    ]
    say({"communes": rows}, as_json, lines)


@rounds.command("cover", help=_COVER)
@click.option("--drive", "drive_code", help=_DRIVE_IF_SEVERAL)
@click.option("--commune", "commune_code", required=True, help=_COMMUNE)
@click.option("--pairs", type=click.IntRange(1, MOST_PAIRS), default=6, help=_EVERY_EVENING)
@click.option("--mode", type=click.Choice(MODES), default="foot", help=_MODE)
@click.option("--from", "begins", type=click.DateTime(["%Y-%m-%d"]), help=_FROM)
@click.option("--until", "ends", type=click.DateTime(["%Y-%m-%d"]), help=_UNTIL)
@click.option("--seconds", type=click.IntRange(0, 3600), default=60, help=_SECONDS)
@json_option
def cover(
    drive_code: str | None,
    commune_code: str,
    pairs: int,
    mode: str,
    begins: datetime | None,
    ends: datetime | None,
    seconds: int,
    as_json: bool,
) -> None:
    """Plan a whole commune and keep it, as the page does."""
    drive = drive_by_code(CONSOLE, drive_code) if drive_code else drive_here(CONSOLE, commune_code)
    commune = commune_by_code(commune_code, drive.starts_on)
    first = begins.date() if begins else first_evening(drive)
    asked = Asked(drive, commune, mode, pairs, first, ends.date() if ends else drive.ends_on)
    with progress(_("Planning a whole commune"), as_json) as tell:

        def told(gone: float) -> bool:
            tell(min(int(gone), seconds), seconds)
            return False

        made = sweep(CONSOLE, asked, seconds, told)
    answer = made.answer["coverage"]
    sums, left = answer["sums"], answer["left_out"]
    lines = [
        _("%(commune)s: %(doors)s households in %(routes)s evenings of a pair (%(needed)s), plan %(plan)s.")
        % {
            "commune": commune,
            "doors": number(sums["doors"]),
            "routes": number(sums["routes"]),
            "needed": needed_words(made.answer["needed"], mode),
            "plan": made.pk,
        },
        *(cover_note_words(note) for note in answer["notes"]),
        *(
            _("Left out: %(count)s, %(why)s") % {"count": number(count), "why": left_out_words(code)}
            for code, count in left["by_reason"].items()
        ),
    ]
    say({"sweep": made.pk, "needed": made.answer["needed"], **answer}, as_json, lines)


def _why_none(planned: Planned) -> str:
    return sentence(planned.refused) if planned.refused else ""


VERBS: list[click.Command] = [rounds]
