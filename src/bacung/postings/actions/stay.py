"""The diary of a stay: written by those who are there, read by those who look after them, then forgotten."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.audit import record
from bacung.ground.figures import day, moment
from bacung.ground.permissions import Viewer
from bacung.postings import sealed
from bacung.postings.models import DIARY_KINDS, DiaryEntry, Posting
from bacung.postings.queries.stays import days_of, forgotten_from, part_of


@dataclass(frozen=True)
class NewDiaryEntry:
    """What was done on a day: how many of what the kind counts, a few words, or both."""

    kind: str
    on: date
    count: int | None = None
    words: str = ""


def known_word(word: str, known: Collection[str]) -> None:
    """Refuse a word that is none of those known here."""
    if word not in known:
        raise Problem("postings.unknown-word", word=word, known=", ".join(known))


@transaction.atomic
def write_diary(viewer: Viewer, posting: Posting, said: Sequence[NewDiaryEntry]) -> list[DiaryEntry]:
    """Add lines to the diary of a stay that has begun. Whoever lacks a briefing writes all the same."""
    _open(viewer, posting)
    days = [each for each in days_of(posting) if each <= clock.today()]
    for entry in said:
        known_word(entry.kind, DIARY_KINDS)
        if entry.on not in days:
            raise Problem("postings.outside-the-stay", on=day(entry.on))
        if entry.count is None and not entry.words.strip():
            raise Problem("postings.nothing-said")
    now = clock.now()
    written = DiaryEntry.objects.bulk_create(
        DiaryEntry(
            posting=posting,
            kind=entry.kind,
            on=entry.on,
            count=entry.count,
            words=sealed.seal(entry.words, sealed.DIARY),
            written_by_id=viewer.user_id,
            written_at=now,
        )
        for entry in said
    )
    record("postings.diary.write", viewer, posting=posting.pk, entries=len(written))
    return written


@transaction.atomic
def strike_entry(viewer: Viewer, posting: Posting, entry: DiaryEntry) -> None:
    """Take a line back: only who wrote it, and while the diary is kept."""
    if viewer.user_id is None or entry.written_by_id != viewer.user_id or entry.posting_id != posting.pk:
        raise Problem("postings.not-yours-to-write")
    _open(viewer, posting)
    record("postings.diary.strike", viewer, posting=posting.pk, kind=entry.kind)
    entry.delete()


def _open(viewer: Viewer, posting: Posting) -> None:
    """Refuse who may not write, and a diary that is not open now."""
    if not part_of(viewer, posting).writes:
        raise Problem("postings.not-yours-to-write")
    if posting.cancelled_because:
        raise Problem("postings.stay-cancelled")
    if clock.now() < posting.begins_at:
        raise Problem("postings.not-begun", begins=moment(posting.begins_at))
    if clock.now() >= forgotten_from(posting):
        raise Problem("postings.stay-forgotten")


def read_diary(viewer: Viewer, posting: Posting, entries: Collection[DiaryEntry]) -> dict[int, str]:
    """The words of lines, by line, for whoever may read them; reading those of others is written down."""
    part = part_of(viewer, posting)
    if not part.reads_words:
        return {}
    words = {entry.pk: sealed.unseal(entry.words, sealed.DIARY) for entry in entries if entry.words}
    if words and not part.posted:
        record("postings.diary.read", viewer, posting=posting.pk, entries=len(words))
    return words


def read_notes(viewer: Viewer, posting: Posting, notes: Collection[DiaryEntry]) -> list[str]:
    """What those before left for those who came after them, and for whoever looks after these."""
    if not part_of(viewer, posting).reads_words:
        return []
    return [sealed.unseal(note.words, sealed.DIARY) for note in notes]
