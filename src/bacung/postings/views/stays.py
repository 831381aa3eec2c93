"""The pages of stays: whose they are, and each one with its diary."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bacung.areas.queries import station_of
from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.forms import done
from bacung.ground.permissions import ViewerRequest, known
from bacung.postings.actions import stay as actions
from bacung.postings.forms.stays import DiaryForm
from bacung.postings.models import DIARY_KINDS, DiaryEntry, Posting
from bacung.postings.queries import stays as queries
from bacung.postings.queries.readiness import Lack, unready
from bacung.postings.queries.stays import Part
from bacung.postings.stay_wording import counted_words, diary_words, lack_words

PER_PAGE = 50


@require_GET
@known
def index(request: ViewerRequest) -> HttpResponse:
    """The viewer's own stays, and those of their areas that have not ended; asked for, all of these."""
    everything = request.GET.get("past") == "1"
    here = queries.stays(request.viewer).filter(queries.overseen(request.viewer, masked=True))
    if not everything:
        here = here.filter(ends_at__gte=clock.now(), cancelled_because="")
    page = Paginator(here.order_by("-begins_at" if everything else "begins_at", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    facts = {
        "own": list(queries.own_stays(request.viewer)),
        "page": page,
        "everything": everything,
        "oversees": queries.oversees(request.viewer),
        "now": clock.now(),
    }
    return render(request, "postings/stays.html", facts)


@require_GET
@known
def stay(request: ViewerRequest, posting_id: int) -> HttpResponse:
    """Who, when, where they sleep; what those before left; the diary."""
    return _stay_page(request, queries.stay(request.viewer, posting_id))


@require_POST
@known
def write(request: ViewerRequest, posting_id: int, kind: str) -> HttpResponse:
    """One more line of the diary."""
    posting = queries.stay(request.viewer, posting_id)
    if not queries.part_of(request.viewer, posting).writes:
        raise Problem("postings.not-yours-to-write")
    actions.known_word(kind, DIARY_KINDS)
    form = _form(posting, kind, request.POST)
    if form.is_valid() and done(form, lambda: actions.write_diary(request.viewer, posting, [form.entry()])):
        messages.success(request, _("Written: %(kind)s.") % {"kind": diary_words(kind)})
        return redirect(f"{_address(posting)}#{kind}")
    return _stay_page(request, posting, form)


@require_POST
@known
def strike(request: ViewerRequest, posting_id: int, entry_id: int) -> HttpResponse:
    """A line one wrote oneself, taken back."""
    posting = queries.stay(request.viewer, posting_id)
    entry = posting.diary.filter(pk=entry_id).first()
    if entry is None:
        raise Problem("ground.not-found")
    actions.strike_entry(request.viewer, posting, entry)
    messages.success(request, _("The line was struck."))
    return redirect(f"{_address(posting)}#{entry.kind}")


def _address(posting: Posting) -> str:
    return str(redirect("postings:stay", posting.pk).headers["Location"])


def _form(posting: Posting, kind: str, said: Any = None) -> DiaryForm:
    days = [day for day in queries.days_of(posting) if day <= clock.today()]
    return DiaryForm(kind, days, queries.writing_day(posting), said)


def _stay_page(request: ViewerRequest, posting: Posting, bound: DiaryForm | None = None) -> HttpResponse:
    part = queries.part_of(request.viewer, posting)
    host, station = queries.host_of(posting), station_of(posting.commune)
    beds = host.beds if host and host.beds is not None else station.beds if station else 0
    notes = queries.notes_to(posting)
    people = posting.standing  # type: ignore[attr-defined]
    facts = {
        "posting": posting,
        "people": people,
        "part": part,
        "host": host,
        "station": station,
        "beds": beds,
        "crowded": bool(beds) and len(people) > beds,
        "before": queries.before(posting),
        "notes": actions.read_notes(request.viewer, posting, notes),
        "hidden_notes": len(notes) if not part.reads_words else 0,
        "lacks": lacks_shown(unready(posting)),
        "begun": posting.begins_at <= clock.now(),
        "writes": part.writes and queries.is_open(posting),
        "diary": _diary(request, posting, part, bound),
        "is_wave": posting.muster.kind == "wave",
        "forgotten_from": queries.forgotten_from(posting),
        "shows_demo": posting.muster.drive.is_demo,
    }
    return render(request, "postings/stay.html", facts, status=400 if bound else 200)


def lacks_shown(lacks: list[Lack]) -> list[tuple[str, str]]:
    """Who lacks what, in words."""
    return [(each.member.full_name, lack_words(each.topics)) for each in lacks]


def _diary(
    request: ViewerRequest, posting: Posting, part: Part, bound: DiaryForm | None
) -> list[dict[str, Any]]:
    entries = queries.diary(posting)
    words = actions.read_diary(request.viewer, posting, entries)
    writes = part.writes and queries.is_open(posting)
    kinds = []
    for kind in DIARY_KINDS:
        lines = [entry for entry in entries if entry.kind == kind]
        form = bound if bound and bound.kind == kind else _form(posting, kind) if writes else None
        kinds.append(
            {
                "kind": kind,
                "name": diary_words(kind),
                "counted": counted_words(kind),
                "total": sum(entry.count or 0 for entry in lines),
                "lines": [_line(request, entry, words, writes) for entry in lines],
                "form": form,
                "open": form is bound and bound is not None,
            }
        )
    return kinds


def _line(request: ViewerRequest, entry: DiaryEntry, words: dict[int, str], writes: bool) -> dict[str, Any]:
    return {
        "entry": entry,
        "words": words.get(entry.pk, ""),
        "hidden": bool(entry.words) and entry.pk not in words,
        "mine": writes
        and request.viewer.user_id is not None
        and entry.written_by_id == request.viewer.user_id,
    }
