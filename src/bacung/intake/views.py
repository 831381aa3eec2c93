"""The pages of lists: sent, understood, asked about, taken over, given back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.core.problems import Problem
from bacung.ground.figures import number
from bacung.ground.jobs import enqueue
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, ViewerRequest, allow
from bacung.ground.wording import sentence
from bacung.intake import actions, queries, shown
from bacung.intake.forms import UploadForm, said_mapping
from bacung.intake.jobs import ACCEPTING, READING

HANDS = (COORDINATOR, OFFICER)
READERS = (*HANDS, AUDITOR)
ROWS_ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
@allow(*READERS)
def index(request: ViewerRequest) -> HttpResponse:
    """The books sent so far, and where another is dropped."""
    hands = request.viewer.narrowed(HANDS)
    if request.method == "POST" and not hands.roles:
        raise Problem("ground.not-your-role", roles=HANDS)
    form = UploadForm(hands, request.POST or None, request.FILES or None) if hands.roles else None
    if form is not None and form.is_valid():
        drive, area = form.where
        file = form.cleaned_data["file"]
        batch = actions.receive(hands, drive, area, file, form.cleaned_data["kind"], name=file.name)
        if batch.state == "waiting":
            enqueue(READING, hands, batch=batch.pk)
        else:
            messages.info(request, _("This very book was sent before; here is what came of it."))
        return redirect("intake:batch", batch.pk)
    page = Paginator(queries.batches(request.viewer), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [shown.summary(each) for each in page]
    return render(request, "intake/index.html", {"form": form, "page": page, "lines": lines})


@require_GET
@allow(*READERS)
def batch(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """One book: where it stands, what was understood, what is asked, and the button that takes it over.

    Who may not see rows sees the counts alone.
    """
    book = queries.batch(request.viewer, batch_id)
    hands = queries.is_inside(request.viewer.narrowed(HANDS), book)
    facts = shown.whole(book, with_rows=hands)
    return render(
        request,
        "intake/batch.html",
        {
            **facts,
            "hands": hands,
            "shows_demo": book.drive.is_demo,
            "job": queries.job_of(request.viewer, book),
        },
    )


@require_GET
@allow(*HANDS)
def rows(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """The rows of one verdict, or all, in the book's order; numbers masked."""
    book = queries.batch(request.viewer, batch_id)
    verdict = request.GET.get("verdict", "")
    page = Paginator(queries.rows_of(book, verdict), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [shown.row(each) for each in queries.opened(book, list(page))]
    return render(
        request,
        "intake/rows.html",
        {"batch": book, "page": page, "lines": lines, "verdict": shown.verdict_name(verdict)},
    )


@require_GET
@allow(*HANDS)
def complaints(request: ViewerRequest, batch_id: int, code: str) -> HttpResponse:
    """Everything under one code: before → after, and the answers; several rows at once."""
    book = queries.batch(request.viewer, batch_id)
    everything = bool(request.GET.get("all"))
    places = queries.complaints_page(book, code, only_open=not everything)
    page = Paginator(places, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [shown.complaint(*each) for each in queries.placed(book, list(page))]
    return render(
        request,
        "intake/complaints.html",
        {
            "batch": book,
            "page": page,
            "lines": lines,
            "everything": everything,
            **shown.code(code),
            "together": shown.answers_together(lines),
            "hamlets": queries.hamlet_names(book) if "hamlet" in code else [],
            "written": queries.hamlets_written(book, code) if "hamlet" in code else [],
        },
    )


@require_POST
@allow(*HANDS)
def answer(request: ViewerRequest, batch_id: int, code: str) -> HttpResponse:
    """Answer for one row (its own button), the ticked ones, one hamlet as written, or all that are open."""
    book = queries.batch(request.viewer, batch_id)
    said = request.POST.get("answer", "")
    value = request.POST.get("value") or None
    rows_said = (int(each) for each in request.POST.getlist("row") if each.isdecimal())
    positions: list[int] | None = [each for each in rows_said if each < book.rows_staged]
    place, _colon, one_answer = request.POST.get("single", "").partition(":")
    if place.isdecimal():
        said = one_answer
        positions, value = [min(int(place), book.rows_staged)], request.POST.get(f"value-{place}") or None
    elif written := request.POST.get("written"):
        positions = queries.positions_written(book, code, written)
    elif request.POST.get("scope") == "all":
        positions = None
    try:
        done = actions.decide_rows(
            request.viewer, book, code=code, answer=said, positions=positions, value=value
        )
    except Problem as problem:
        messages.error(request, sentence(problem))
    else:
        words = ngettext("%(count)s row was answered.", "%(count)s rows were answered.", done)
        messages.success(request, words % {"count": number(done)})
    if request.POST.get("back") == "batch":
        return redirect("intake:batch", batch_id)
    return redirect("intake:complaints", batch_id, code)


@require_GET
@allow(*HANDS)
def differences(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """What the book would change about people who are on the list already."""
    book = queries.batch(request.viewer, batch_id)
    page = Paginator(queries.changed_rows(book), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [shown.difference(each) for each in queries.differences(book, list(page))]
    return render(request, "intake/differences.html", {"batch": book, "page": page, "lines": lines})


@require_GET
@allow(*READERS)
def totals(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """The figures of a book of reported totals, each beside what was reported before."""
    book = queries.batch(request.viewer, batch_id)
    lines = [shown.total(line) for line in book.understood.get("totals", [])]
    page = Paginator(lines, 4 * ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/totals.html", {"batch": book, "page": page})


@require_POST
@allow(*HANDS)
def read_again(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """Read once more what could not be read, or was stopped."""
    book = queries.batch(request.viewer, batch_id)
    enqueue(READING, request.viewer, batch=book.pk)
    return redirect("intake:batch", batch_id)


@require_POST
@allow(*HANDS)
def mapping(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """Say what columns are; the book is read again, and the commune's next one will be understood so."""
    book = queries.batch(request.viewer, batch_id)
    said = said_mapping(request.POST.dict())
    if said:
        actions.correct_mapping(request.viewer, book, {**book.mapping, **said}, read=False)
        enqueue(READING, request.viewer, batch=book.pk)
        messages.success(request, _("The columns were noted, for this book and the commune's next one."))
    return redirect("intake:batch", batch_id)


@require_POST
@allow(*HANDS)
def accept(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """Take over what is ready."""
    book = queries.batch(request.viewer, batch_id)
    if book.state not in ("read", "accepting"):
        raise Problem("intake.wrong-state", state=book.state)
    enqueue(ACCEPTING, request.viewer, batch=book.pk)
    return redirect("intake:batch", batch_id)


@require_POST
@allow(*HANDS)
def undo(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """Take the book back, before it is accepted; while it is read, stop."""
    book = queries.batch(request.viewer, batch_id)
    act = actions.cancel if book.state in ("waiting", "reading") else actions.undo
    act(request.viewer, book)
    messages.success(request, _("The book was taken back. Nothing of it is kept."))
    return redirect("intake:index")


@require_POST
@allow(*HANDS)
def returned(request: ViewerRequest, batch_id: int) -> HttpResponse:
    """The returned book, as a file."""
    book = queries.batch(request.viewer, batch_id)
    answer = HttpResponse(
        actions.give_back(request.viewer, book),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="tra-lai-{book.pk}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
