"""Calling people up: who may be sent, who leads, from which unit, when not, with whom, in whose care."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from bacung.core.people.names import fold
from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.postings.actions.muster import refuse_stranger
from bacung.postings.models import Absence, Enlistment, Muster, Sender, Supervisor, Tie
from bacung.postings.queries.musters import may_change
from bacung.staff.actions import enrol
from bacung.staff.models import Member
from bacung.staff.queries import members


def enlist(viewer: Viewer, muster: Muster, called: Collection[Member]) -> int:
    """These members may be sent; how many are new. Refuses `postings.no-unit` (name)."""
    refuse_stranger(viewer, muster)
    for member in called:
        if member.unit_id is None:
            raise Problem("postings.no-unit", name=member.full_name)
    held = set(muster.enlistments.values_list("member", flat=True))
    fresh = [member for member in called if member.pk not in held]
    with transaction.atomic():
        Enlistment.objects.bulk_create(Enlistment(muster=muster, member=member) for member in fresh)
        _keep_senders(muster)
        audit.record("postings.enlist", viewer, muster=muster.pk, people=len(fresh))
    return len(fresh)


@dataclass(frozen=True)
class CalledUp:
    """A line of a pasted list or an uploaded workbook."""

    full_name: str
    unit: str
    leads: bool = False
    languages: tuple[str, ...] = ()
    pace: float = 1.0


def call_up(viewer: Viewer, muster: Muster, lines: Sequence[CalledUp]) -> tuple[int, int]:
    """Enlist everybody on a list; who is not known by name and unit is added as a member without any right.

    (enlisted anew, of them added as members.) Somebody enlisted already is set to what the list says.
    Refuses `postings.name-twice` where two known members of one unit have one name: choose them by hand.
    """
    refuse_stranger(viewer, muster)
    known = _known(viewer, muster)
    with transaction.atomic():
        held = {each.member_id: each for each in muster.enlistments.all()}
        fresh = added = 0
        for line in lines:
            member = _one(known, line)
            if member is None:
                member = enrol(viewer, full_name=line.full_name, unit=line.unit)
                known.setdefault(_key(line.full_name, line.unit), []).append(member)
                added += 1
            said = {"leads": line.leads, "languages": list(line.languages), "pace": line.pace}
            if member.pk in held:
                Enlistment.objects.filter(pk=held[member.pk].pk).update(**said)
            else:
                held[member.pk] = Enlistment.objects.create(muster=muster, member=member, **said)
                fresh += 1
        _keep_senders(muster)
        audit.record("postings.enlist", viewer, muster=muster.pk, people=fresh)
    return fresh, added


def _known(viewer: Viewer, muster: Muster) -> dict[tuple[str, str], list[Member]]:
    """Members by name and unit: those of the viewer's areas, and who was called up in the same drive."""
    called = Member.objects.filter(enlistments__muster__drive=muster.drive_id).select_related("unit")
    found: dict[tuple[str, str], list[Member]] = {}
    for member in {each.pk: each for each in [*members(viewer), *called]}.values():
        if member.unit:
            found.setdefault(_key(member.full_name, member.unit.name), []).append(member)
    return found


def _key(full_name: str, unit: str) -> tuple[str, str]:
    return " ".join(full_name.lower().split()), fold(unit)


def _one(known: dict[tuple[str, str], list[Member]], line: CalledUp) -> Member | None:
    found = known.get(_key(line.full_name, line.unit), [])
    if len(found) > 1:
        raise Problem("postings.name-twice", name=line.full_name, unit=line.unit)
    return found[0] if found else None


def change_enlistment(
    viewer: Viewer, enlistment: Enlistment, *, leads: bool, languages: Iterable[str], pace: float
) -> None:
    """Whether somebody can lead, what they speak, how fast they are."""
    refuse_stranger(viewer, enlistment.muster)
    with transaction.atomic():
        Enlistment.objects.filter(pk=enlistment.pk).update(
            leads=leads, languages=sorted(set(languages)), pace=pace
        )
        audit.record(
            "postings.enlist.change", viewer, muster=enlistment.muster_id, member=enlistment.member_id
        )


def discharge(viewer: Viewer, enlistment: Enlistment) -> None:
    """Somebody is not sent any more; refused while a published duty of theirs lies ahead."""
    refuse_stranger(viewer, enlistment.muster)
    ahead = enlistment.member.assignments.filter(
        posting__muster=enlistment.muster_id,
        posting__ends_at__gt=clock.now(),
        posting__cancelled_because="",
        released_at=None,
    )
    if ahead.exists():
        raise Problem("postings.duties-ahead", name=enlistment.member.full_name)
    with transaction.atomic():
        key, muster = enlistment.member_id, enlistment.muster
        muster.ties.filter(first=key).delete()
        muster.ties.filter(second=key).delete()
        enlistment.delete()
        audit.record("postings.discharge", viewer, muster=muster.pk, member=key)


@dataclass(frozen=True)
class SenderTerms:
    """What is said of a unit that sends: as the fields of `models.Sender`."""

    share: float | None = None
    away: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


def change_sender(viewer: Viewer, sender: Sender, terms: SenderTerms) -> None:
    """A unit's share of the duties, the weekends of its exams, where it sets out."""
    refuse_stranger(viewer, sender.muster)
    with transaction.atomic():
        Sender.objects.filter(pk=sender.pk).update(
            share=terms.share,
            away=list(terms.away),
            latitude=terms.latitude,
            longitude=terms.longitude,
        )
        audit.record("postings.sender.change", viewer, muster=sender.muster_id)


def _keep_senders(muster: Muster) -> None:
    """Every unit of somebody enlisted has its line."""
    units = set(muster.enlistments.values_list("member__unit", flat=True)) - {None}
    held = set(muster.senders.values_list("unit", flat=True))
    Sender.objects.bulk_create(Sender(muster=muster, unit_id=key) for key in sorted(units - held))


def set_supervisor(viewer: Viewer, muster: Muster, member: Member, most: int) -> None:
    """Somebody looks after the students of at most so many communes; 0 ends it."""
    refuse_stranger(viewer, muster)
    with transaction.atomic():
        if most:
            Supervisor.objects.update_or_create(muster=muster, member=member, defaults={"most": most})
        else:
            Supervisor.objects.filter(muster=muster, member=member).delete()
        audit.record("postings.supervisor", viewer, muster=muster.pk, member=member.pk)


# ── When not, and with whom ───────────────────────────────────────────────────────────────────────


def note_absence(viewer: Viewer, member: Member, *, begins_on: date, ends_on: date, reason: str) -> Absence:
    """Days on which somebody cannot be sent, as they say themselves or who coordinates a muster that calls
    them up. Refuses `postings.days-turned`.
    """
    _refuse_absence(viewer, member)
    if ends_on < begins_on:
        raise Problem("postings.days-turned")
    with transaction.atomic():
        made = Absence.objects.create(member=member, begins_on=begins_on, ends_on=ends_on, reason=reason)
        audit.record("postings.absence", viewer, member=member.pk)
    return made


def drop_absence(viewer: Viewer, absence: Absence) -> None:
    """Somebody can be sent after all."""
    _refuse_absence(viewer, absence.member)
    with transaction.atomic():
        audit.record("postings.absence.drop", viewer, member=absence.member_id)
        absence.delete()


def _refuse_absence(viewer: Viewer, member: Member) -> None:
    called = Muster.objects.filter(enlistments__member=member).select_related("drive")
    if viewer.user_id != member.pk and not any(may_change(viewer, muster) for muster in called):
        raise Problem("ground.not-found")


def tie(viewer: Viewer, muster: Muster, one: Member, other: Member, *, together: bool) -> None:
    """Two students must be together, or must not. Refuses `postings.tied-to-self`."""
    refuse_stranger(viewer, muster)
    if one.pk == other.pk:
        raise Problem("postings.tied-to-self")
    first, second = sorted((one.pk, other.pk))
    with transaction.atomic():
        Tie.objects.update_or_create(
            muster=muster, first_id=first, second_id=second, defaults={"together": together}
        )
        audit.record("postings.tie", viewer, muster=muster.pk)


def untie(viewer: Viewer, held: Tie) -> None:
    """Nothing is asked of these two any more."""
    refuse_stranger(viewer, held.muster)
    with transaction.atomic():
        audit.record("postings.tie.drop", viewer, muster=held.muster_id)
        held.delete()
