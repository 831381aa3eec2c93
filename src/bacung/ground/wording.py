"""A problem's one clear sentence in the user's language, and what to do next."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.core.problems import Kind, Problem
from bacung.ground.wording_postings import POSTINGS

SENTENCES: dict[str, str] = {
    "ground.login-needed": gettext_noop("Please log in first."),
    "ground.not-your-role": gettext_noop(
        "This page is not for your role. Ask the coordinator if you need it."
    ),
    "ground.bad-moment": gettext_noop("“%(text)s” is not a moment. Write it like 31/5/2023 17:00."),
    "ground.not-found": gettext_noop("There is nothing here that you may see."),
    "ground.forbidden": gettext_noop("This page is not for you."),
    "ground.not-understood": gettext_noop(
        "The address or the form was not understood. Go back and try again."
    ),
    "ground.stale-form": gettext_noop(
        "This form has been open too long. Go back, load the page again and send it once more."
    ),
    "ground.busy": gettext_noop(
        "Somebody else is writing just now. Nothing was saved by this step; try once more in a moment."
    ),
    "ground.cannot-write": gettext_noop("“%(file)s” cannot be written: %(fault)s."),
    "ground.job-cannot-restart": gettext_noop("This work cannot be started again from here. Start it anew."),
    "site.demo-not-here": gettext_noop(
        "This data folder already has people or drives of its own. Set BACUNG_HOME to an empty folder for a "
        "demonstration."
    ),
    "site.port-taken": gettext_noop(
        "Port %(port)s is not free (%(fault)s). Choose another with %(option)s, or stop what listens there."
    ),
    "site.one-writer": gettext_noop(
        "SQLite has one writer, so it has one web process, not %(workers)s. More of them need PostgreSQL."
    ),
    "site.lan-no-network": gettext_noop(
        "This computer is on no local network. Connect it to the Wi-Fi or the cable first."
    ),
    "site.lan-name-elsewhere": gettext_noop(
        "“%(name)s” is no name of a local network. Take one like bacung.lan or bacung.local, or an address "
        "this computer has; for a name of the internet, give a certificate with --certificate."
    ),
    "site.lan-key-unreadable": gettext_noop(
        "The local authority in %(folder)s cannot be read: %(fault)s. Put the folder back from a copy. "
        "Without one, remove it: a new authority is made, and every phone must be set up anew."
    ),
    "staff.not-first-run": gettext_noop("This server already has its people. Log in instead."),
    "staff.code-wrong": gettext_noop(
        "That code is wrong, used, or older than an hour. Start the server again for a new one."
    ),
    "staff.link-used": gettext_noop("This link was used or has expired. Ask the coordinator for a new one."),
    "staff.username-taken": gettext_noop("Somebody already logs in as “%(username)s”. Choose another name."),
    "staff.password-weak": gettext_noop("This password is too easy to guess: %(fault)s"),
    "staff.not-yours-to-grant": gettext_noop("You may not give or end this role there."),
    "staff.area-needed": gettext_noop("This role needs an area."),
    "staff.area-shared": gettext_noop("Several places are called “%(text)s”. Name one of: %(places)s."),
    "staff.area-unknown": gettext_noop("No place is called “%(text)s”."),
    "staff.member-unknown": gettext_noop("Nobody logs in as “%(username)s”."),
    "staff.last-coordinator": gettext_noop(
        "This is the last coordinator of the whole country here. Make another one first."
    ),
    "areas.unknown-code": gettext_noop("No commune had the code “%(asked)s” on that day (%(on)s)."),
    "areas.ambiguous-code": gettext_noop(
        "The code “%(asked)s” has named more than one place: %(names)s. Give a date as well."
    ),
    "areas.not-a-commune": gettext_noop(
        "Hamlets and a station are kept by a commune, and “%(name)s” is none."
    ),
    "areas.hamlet-unnamed": gettext_noop("A hamlet needs a name of at most 80 letters."),
    "areas.hamlet-name-taken": gettext_noop(
        "“%(name)s” is already the name of a hamlet of this commune. Choose another, or merge the two."
    ),
    "areas.hamlets-cannot-merge": gettext_noop(
        "Only different hamlets of one commune can be merged, and into one that still stands."
    ),
    "areas.not-a-point": gettext_noop(
        "This point does not lie in Vietnam. Latitude comes first, then longitude."
    ),
    "areas.bad-outline": gettext_noop("This is not a boundary that can be drawn: %(what)s."),
    "areas.map-unreadable": gettext_noop(
        "“%(file)s” is no map extract with streets. Wanted is a file .osm or .osm.pbf of OpenStreetMap."
    ),
    "areas.map-lost": gettext_noop(
        "The streets of the placed map cannot be read any more. Place the map extract again."
    ),
    "areas.outline-too-large": gettext_noop(
        "This boundary is too large: at most %(limit)s. Simplify it and send it again."
    ),
    "drives.unknown-code": gettext_noop("There is no drive “%(asked)s” that you may see."),
    "drives.code-taken": gettext_noop("There is already a drive “%(asked)s”. Choose another code."),
    "drives.partly-yours": gettext_noop(
        "This drive reaches into areas that are not yours. Ask the coordinator of all of it."
    ),
    "drives.dates-turned": gettext_noop(
        "The dates do not follow one another: a drive begins, has knocked at every door once, and ends."
    ),
    "drives.quiet-hours": gettext_noop(
        "The evening must begin after the quiet hours, and end before they begin again: "
        "%(limit)s at the latest."
    ),
    "drives.impossible": gettext_noop("“%(what)s” cannot be %(value)s; the most is %(limit)s."),
    "drives.unknown-rules": gettext_noop("There is no set of rules called “%(name)s”."),
    "drives.unknown-measure": gettext_noop("There is no measure called “%(name)s”."),
    "drives.not-a-commune": gettext_noop("“%(name)s” was not a commune when the drive began."),
    "drives.not-in-this-drive": gettext_noop("“%(name)s” is not part of this drive."),
    "sheets.not-a-workbook": gettext_noop(
        "“%(name)s” is not a workbook. Save it as .xlsx and send it again."
    ),
    "sheets.password-protected": gettext_noop(
        "“%(name)s” has a password. Remove it in Excel and send it again."
    ),
    "sheets.truncated": gettext_noop("“%(name)s” is cut short. Copy it again from where it was made."),
    "sheets.too-large": gettext_noop(
        "“%(name)s” is too large to be read. Split it by hamlet and send the parts."
    ),
    "sheets.no-header": gettext_noop(
        "No header row was found in “%(name)s”. It needs at least a column of names."
    ),
    "sheets.stopped": gettext_noop(
        "Reading was stopped. Nothing was taken over; start it again when you like."
    ),
    "intake.not-a-value": gettext_noop("“%(value)s” cannot stand there. Write it as the other rows do."),
    "intake.wrong-state": gettext_noop(
        "This list is not in a state in which that can be done. Open it again to see where it stands."
    ),
    "intake.answer-does-not-fit": gettext_noop("That answer does not fit this question."),
    "intake.not-in-this-drive": gettext_noop(
        "This place is not part of the drive. Add it to the drive, or choose another place."
    ),
    "intake.not-taken-here": gettext_noop("Books of this kind are not taken in here."),
    "visits.not-behind-this-door": gettext_noop("Somebody named here does not live behind this door."),
    "visits.impossible": gettext_noop("This visit cannot have been like this: %(faults)s."),
    "visits.kit-needs-an-officer": gettext_noop(
        "Only an officer with a kit collects at a door. Invite them to the station instead."
    ),
    "visits.already-withdrawn": gettext_noop("This visit has been withdrawn already."),
    "visits.not-a-sheet": gettext_noop(
        "“%(name)s” is not an evening sheet of this drive: its sheet number is missing or unknown. "
        "Give back the workbook that was downloaded from the round."
    ),
    "visits.not-yet": gettext_noop("This moment has not come yet. Check date and hour."),
    "visits.promise-in-quiet-hours": gettext_noop("That hour is in quiet hours. Promise an earlier one."),
    "desk.unknown-service": gettext_noop("The desk does not know “%(service)s”."),
    "desk.no-drive-here": gettext_noop("No drive covers this commune, so the desk cannot write it down."),
    "desk.not-yet": gettext_noop("This moment has not come yet. Check date and hour."),
    "board.not-yet": gettext_noop("This moment has not come yet. Ask for one that has."),
    "reports.not-yet": gettext_noop("This moment has not come yet. Check date and hour."),
    "rounds.no-pairs": gettext_noop("A round needs at least one pair."),
    "rounds.outside-the-drive": gettext_noop(
        "%(on)s lies outside the drive. Choose an evening within its dates."
    ),
    "rounds.nothing-to-plan": gettext_noop("%(commune)s has no doors yet. Take in its list of people first."),
    "rounds.not-a-walker": gettext_noop(
        "Somebody chosen here may not walk in %(commune)s. Give them the role there first."
    ),
    "rounds.walker-twice": gettext_noop("Somebody walks twice this evening. Choose each person once."),
    "rounds.hours": gettext_noop(
        "Pair %(pair)s walks outside the lawful hours: nobody knocks from %(limit)s on. Choose earlier hours."
    ),
    "rounds.not-tonight": gettext_noop(
        "Only this evening's way can be set anew, while its pairs walk and no later plan has replaced it."
    ),
    "rounds.nobody-walks": gettext_noop("No pair would walk on. Leave at least one, or end the evening."),
    "rounds.days-turned": gettext_noop(
        "No evening lies between these days and within the drive. "
        "Choose a first day that is not after the last."
    ),
    "rounds.stands": gettext_noop(
        "The evening of %(commune)s stays as it is: its sheets were taken, or somebody walks already."
    ),
    "rounds.no-commune": gettext_noop("No commune of this drive can be planned for this evening."),
    "ledger.unknown-answer": gettext_noop("“%(answer)s” is no answer to this question."),
    "fieldsync.token-unknown": gettext_noop(
        "This phone is not known here. Ask for a new code and pair it again; nothing on it is lost."
    ),
    "fieldsync.revoked": gettext_noop(
        "This phone has been revoked. Send what is still on it, and give it to your supervisor."
    ),
    "fieldsync.epoch": gettext_noop("This phone has been given another evening. It will load it now."),
    "fieldsync.cursor-expired": gettext_noop("This phone's view is out of date. It will load it anew."),
    "fieldsync.too-large": gettext_noop("Too much was sent at once. It will be sent in smaller parts."),
    "fieldsync.upgrade": gettext_noop("This app is too old to load an evening. Open it once more online."),
    "fieldsync.too-often": gettext_noop("This was asked too often. Wait a moment and try again."),
    "fieldsync.busy": gettext_noop("The server has much to do just now. It will be tried again by itself."),
    "fieldsync.malformed": gettext_noop("What was sent cannot be read. It was kept for the supervisor."),
    "fieldsync.code-unknown": gettext_noop("This code is wrong, used or too old. Ask for a new one."),
    "fieldsync.not-in-a-pair": gettext_noop("%(walker)s walks in no pair of this evening."),
    "fieldsync.round-over": gettext_noop(
        "A later plan has replaced this evening. Pair the phone with that one."
    ),
    "fieldsync.cannot-take": gettext_noop("This record cannot be taken as it is. Enter the visit by hand."),
    "fieldsync.unknown-answer": gettext_noop("“%(answer)s” is no answer to this question."),
    "fieldsync.bad-basemap": gettext_noop(
        "This is no GeoJSON file of lanes and water in Vietnam (longitude, latitude): %(what)s."
    ),
    "fieldsync.basemap-too-large": gettext_noop(
        "This file of lanes is too large: at most %(limit)s. Cut it to the commune and send it again."
    ),
    "fieldsync.not-an-export": gettext_noop("This is not an export file of a phone."),
    "fieldsync.export-damaged": gettext_noop(
        "This export file is cut short or was changed. Export it from the phone once more."
    ),
    "fieldsync.export-of-a-stranger": gettext_noop("This file is of a phone that is not of your areas."),
    "reports.unknown-shape": gettext_noop(
        "A report cannot be written as “%(ending)s”. It can be: %(known)s."
    ),
    "routing.malformed": gettext_noop("The plan was asked in a way that cannot be read: %(what)s."),
    "routing.quiet-hours": gettext_noop("%(what)s lies in quiet hours. Choose an earlier time."),
    "rota.malformed": gettext_noop("The rota was asked in a way that cannot be read: %(what)s."),
    **POSTINGS,
}


ROLE_NAMES: dict[str, str] = {
    "coordinator": gettext_noop("coordinator"),
    "officer": gettext_noop("commune officer"),
    "supervisor": gettext_noop("supervisor"),
    "walker": gettext_noop("walker"),
    "auditor": gettext_noop("auditor"),
}

HEADINGS: dict[Kind, str] = {
    Kind.INVALID: gettext_noop("This cannot be done as asked"),
    Kind.UNKNOWN_TOKEN: gettext_noop("This is not yours to open"),
    Kind.FORBIDDEN: gettext_noop("This is not yours to open"),
    Kind.NOT_FOUND: gettext_noop("Nothing here"),
    Kind.CONFLICT: gettext_noop("Somebody was faster"),
    Kind.GONE: gettext_noop("Nothing here"),
    Kind.TOO_LARGE: gettext_noop("Too large"),
    Kind.OUTDATED: gettext_noop("This cannot be done as asked"),
    Kind.TOO_OFTEN: gettext_noop("Please wait a moment"),
    Kind.BUSY: gettext_noop("Please wait a moment"),
}


def sentence(problem: Problem) -> str:
    """The sentence for this problem; every declared code has one, and a test keeps it so."""
    return _(SENTENCES[problem.code]) % problem.facts


def role_name(role: str) -> str:
    """What people call this role."""
    return _(ROLE_NAMES[role])


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer to a refused request: the log-in, JSON, a part of a page, or a page of its own."""
    status = problem.kind.value
    wants_json = "application/json" in request.headers.get("Accept", "")
    if problem.code == "ground.login-needed" and not wants_json:
        return _to_log_in(request)
    facts = {"code": problem.code, "sentence": sentence(problem)}
    if wants_json:
        return JsonResponse({"error": facts}, status=status)
    if request.headers.get("HX-Request"):
        return render(request, "ground/problem_part.html", facts, status=status)
    return render(
        request, "ground/problem.html", facts | {"heading": _(HEADINGS[problem.kind])}, status=status
    )


def _to_log_in(request: HttpRequest) -> HttpResponse:
    address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
