"""Members are made, given rights and closed; nobody gets a password they did not choose themselves."""

import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from bacung.areas.models import Area
from bacung.core.people.names import fold
from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.audit import record
from bacung.ground.permissions import COORDINATOR, OFFICER, WALKER, Viewer
from bacung.staff.models import FirstRunCode, Grant, Member, PasswordLink, Unit
from bacung.staff.queries import country_coordinators, may_direct, may_grant, nobody_yet

CODE_HOLDS = timedelta(hours=1)
LINK_HOLDS = timedelta(days=3)
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that looks like another


def _hash(code: str) -> str:
    # Codes are long and random, so a plain hash says nothing about them.
    return hashlib.sha256(code.strip().encode()).hexdigest()


def _check_password(password: str, member: Member) -> None:
    try:
        validate_password(password, member)
    except ValidationError as fault:
        raise Problem("staff.password-weak", fault=" ".join(fault.messages)) from fault


# ── The first run ─────────────────────────────────────────────────────────────────────────────────


def make_first_run_code() -> str:
    """A new code for the first coordinator, to be shown on the console only; earlier ones are void."""
    if not nobody_yet():
        raise Problem("staff.not-first-run")
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    with transaction.atomic():
        FirstRunCode.objects.all().delete()
        FirstRunCode.objects.create(code_hash=_hash(code), made_at=clock.now())
    return code


@transaction.atomic
def make_first_coordinator(
    *, code: str, full_name: str, username: str, password: str, address: str = ""
) -> Member:
    """The first member, who coordinates everything. The code works once, within an hour."""
    if not nobody_yet():
        raise Problem("staff.not-first-run")
    known = FirstRunCode.objects.filter(used_at=None, made_at__gte=clock.now() - CODE_HOLDS).filter(
        code_hash=_hash(code.upper())
    )
    member = Member(username=username, full_name=full_name)
    if not known.exists():
        raise Problem("staff.code-wrong")
    _check_password(password, member)
    known.update(used_at=clock.now())
    member.set_password(password)
    member.save()
    Grant.objects.create(member=member, role=COORDINATOR, area=None, since=clock.today(), granted_by=None)
    itself = Viewer(user_id=member.pk, name=full_name, address=address)
    record("staff.member.first", itself, member=member.pk)
    return member


# ── Members and their rights ──────────────────────────────────────────────────────────────────────


@transaction.atomic
def make_member(
    viewer: Viewer,
    *,
    username: str,
    full_name: str,
    role: str,
    area: Area | None,
    since: date | None = None,
    until: date | None = None,
    unit: str = "",
    has_kit: bool = False,
) -> Member:
    """A new member with a first right. They cannot log in until they have set a password by `open_link`."""
    if Member.objects.filter(username__iexact=username).exists():
        raise Problem("staff.username-taken", username=username)
    member = Member(username=username, full_name=full_name, has_kit=has_kit)
    member.unit = Unit.objects.get_or_create(name=unit.strip())[0] if unit.strip() else None
    member.set_unusable_password()
    member.save()
    grant(viewer, member=member, role=role, area=area, since=since, until=until)
    record("staff.member.make", viewer, member=member.pk)
    return member


@transaction.atomic
def enrol(viewer: Viewer, *, full_name: str, unit: str) -> Member:
    """A new member of a unit without any right yet: called up first, given rights when posted."""
    letters = fold(full_name).split()
    stem = ".".join([letters[-1], *letters[:-1]])[:130] if letters else "member"
    taken = {name.lower() for name in _names_like(stem)}
    username = next(name for name in _numbered(stem) if name not in taken)
    member = Member(username=username, full_name=full_name.strip())
    member.unit = Unit.objects.get_or_create(name=unit.strip())[0]
    member.set_unusable_password()
    member.save()
    record("staff.member.make", viewer, member=member.pk)
    return member


def _names_like(stem: str) -> list[str]:
    return list(Member.objects.filter(username__istartswith=stem).values_list("username", flat=True))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}{number}" for number in count(2))


@transaction.atomic
def grant(
    viewer: Viewer,
    *,
    member: Member,
    role: str,
    area: Area | None,
    since: date | None = None,
    until: date | None = None,
) -> Grant:
    """Give a role in an area. The giver's own right must cover both."""
    if area is None and role in (OFFICER, WALKER):
        raise Problem("staff.area-needed")
    if not may_grant(viewer, role, area.path if area else ""):
        raise Problem("staff.not-yours-to-grant")
    given = Grant.objects.create(
        member=member,
        role=role,
        area=area,
        since=since or clock.today(),
        until=until,
        granted_by_id=viewer.user_id,
    )
    record("staff.grant.give", viewer, member=member.pk, grant=given.pk, role=role)
    return given


@transaction.atomic
def grant_for_days(viewer: Viewer, stays: Sequence[tuple[int, Area, date, date]]) -> list[Grant]:
    """Let each of many walk in an area from a day until a day: (member, area, since, until), in that order.

    Each of these rights comes with a duty that was decided elsewhere; the giver's own right is not asked.
    """
    made = Grant.objects.bulk_create(
        Grant(
            member_id=member,
            role=WALKER,
            area=area,
            since=since,
            until=until,
            granted_by_id=viewer.user_id,
        )
        for member, area, since, until in stays
    )
    if made:
        record("staff.grant.give", viewer, people=len(made), role=WALKER)
    return made


@transaction.atomic
def end_days(viewer: Viewer, given: Collection[Grant]) -> None:
    """Take back rights given by `grant_for_days`: those that have not begun are as if they had not been."""
    ahead = [each.pk for each in given if each.since >= clock.today()]
    Grant.objects.filter(pk__in=ahead).delete()
    Grant.objects.filter(pk__in=[each.pk for each in given]).update(until=clock.today() - timedelta(days=1))
    if given:
        record("staff.grant.end", viewer, people=len(given), role=WALKER)


@transaction.atomic
def end_grant(viewer: Viewer, given: Grant) -> None:
    """End a right as of now: it held until yesterday; one given today or later is as if it had not been."""
    if not may_grant(viewer, given.role, given.area.path if given.area else ""):
        raise Problem("staff.not-yours-to-grant")
    _keep_one_coordinator(given.member, given)
    record("staff.grant.end", viewer, member=given.member_id, grant=given.pk, role=given.role)
    if given.since >= clock.today():
        given.delete()
    else:
        given.until = clock.today() - timedelta(days=1)
        given.save(update_fields=["until"])


@transaction.atomic
def deactivate(viewer: Viewer, member: Member) -> None:
    """Close a member's log-in; their rights stay on record."""
    if not may_direct(viewer, member):
        raise Problem("staff.not-yours-to-grant")
    _keep_one_coordinator(member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    PasswordLink.objects.filter(member=member, used_at=None).delete()
    record("staff.member.close", viewer, member=member.pk)


@transaction.atomic
def activate(viewer: Viewer, member: Member) -> None:
    """Open a closed log-in again."""
    if not may_direct(viewer, member):
        raise Problem("staff.not-yours-to-grant")
    member.is_active = True
    member.save(update_fields=["is_active"])
    record("staff.member.open", viewer, member=member.pk)


def _keep_one_coordinator(member: Member, ending: Grant | None = None) -> None:
    if ending is not None and (ending.role != COORDINATOR or ending.area_id is not None):
        return
    left = country_coordinators()
    if left.filter(pk=member.pk).exists() and left.count() == 1:
        raise Problem("staff.last-coordinator")


# ── Passwords ─────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def open_link(viewer: Viewer, member: Member) -> str:
    """The code of a link, to be shown once, by which the member sets a password; earlier links are void."""
    if not may_direct(viewer, member) or not member.is_active:
        raise Problem("staff.not-yours-to-grant")
    code = secrets.token_urlsafe(24)
    PasswordLink.objects.filter(member=member, used_at=None).delete()
    PasswordLink.objects.create(member=member, code_hash=_hash(code), made_at=clock.now())
    record("staff.link.open", viewer, member=member.pk)
    return code


def linked_member(code: str) -> Member:
    """Whose link this is, while it holds."""
    link = (
        PasswordLink.objects.filter(code_hash=_hash(code), used_at=None, member__is_active=True)
        .filter(made_at__gte=clock.now() - LINK_HOLDS)
        .select_related("member")
        .first()
    )
    if link is None:
        raise Problem("staff.link-used")
    return link.member


@transaction.atomic
def set_password(*, code: str, password: str, address: str = "") -> Member:
    """The member behind a link sets their password; the link is used up, and other sessions end."""
    member = linked_member(code)
    _check_password(password, member)
    member.set_password(password)
    member.save(update_fields=["password"])
    PasswordLink.objects.filter(code_hash=_hash(code)).update(used_at=clock.now())
    itself = Viewer(user_id=member.pk, name=member.full_name, address=address)
    record("staff.password.set", itself, member=member.pk)
    return member
