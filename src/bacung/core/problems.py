"""The catalogue of refusals: a code and its facts, never a sentence.

`ground.wording` turns a problem into one clear sentence in the user's language; machines branch on the code.
Faults inside a workbook are values (`core.sheets.Complaint`), not problems.
"""

from enum import Enum


class Kind(Enum):
    """What a refusal means to the one who asked; the number is the HTTP status."""

    INVALID = 400
    UNKNOWN_TOKEN = 401
    FORBIDDEN = 403
    NOT_FOUND = 404
    CONFLICT = 409
    GONE = 410
    TOO_LARGE = 413
    OUTDATED = 426
    TOO_OFTEN = 429
    BUSY = 503


CODES: dict[str, Kind] = {
    # Who asks, and for what. Facts: roles.
    "ground.login-needed": Kind.FORBIDDEN,
    "ground.not-your-role": Kind.FORBIDDEN,
    "ground.not-found": Kind.NOT_FOUND,
    "ground.bad-moment": Kind.INVALID,
    "ground.forbidden": Kind.FORBIDDEN,
    "ground.not-understood": Kind.INVALID,
    "ground.stale-form": Kind.FORBIDDEN,
    "ground.job-cannot-restart": Kind.CONFLICT,
    # Somebody else writes for longer than one waits; a file cannot be written. Facts: file, fault.
    "ground.busy": Kind.BUSY,
    "ground.cannot-write": Kind.CONFLICT,
    # Serving. Facts: host, port, option, fault; workers; name; folder.
    "site.port-taken": Kind.BUSY,
    "site.one-writer": Kind.INVALID,
    "site.lan-no-network": Kind.CONFLICT,
    "site.lan-name-elsewhere": Kind.INVALID,
    "site.lan-key-unreadable": Kind.CONFLICT,
    "site.demo-not-here": Kind.CONFLICT,
    # Members and their grants. Facts: username, fault, text, places.
    "staff.not-first-run": Kind.NOT_FOUND,
    "staff.code-wrong": Kind.INVALID,
    "staff.link-used": Kind.NOT_FOUND,
    "staff.username-taken": Kind.CONFLICT,
    "staff.password-weak": Kind.INVALID,
    "staff.not-yours-to-grant": Kind.FORBIDDEN,
    "staff.area-needed": Kind.INVALID,
    "staff.area-shared": Kind.INVALID,
    "staff.area-unknown": Kind.INVALID,
    "staff.member-unknown": Kind.NOT_FOUND,
    "staff.last-coordinator": Kind.CONFLICT,
    # Places. Facts: asked, on, names; name; what; limit; number.
    "areas.unknown-code": Kind.INVALID,
    "areas.ambiguous-code": Kind.INVALID,
    "areas.not-a-commune": Kind.INVALID,
    "areas.hamlet-unnamed": Kind.INVALID,
    "areas.hamlet-name-taken": Kind.CONFLICT,
    "areas.hamlets-cannot-merge": Kind.CONFLICT,
    "areas.not-a-point": Kind.INVALID,
    "areas.bad-outline": Kind.INVALID,
    "areas.outline-too-large": Kind.TOO_LARGE,
    "areas.map-unreadable": Kind.INVALID,
    "areas.map-lost": Kind.CONFLICT,
    # A drive that cannot be as asked. Facts: asked; what, value, limit; name.
    "drives.unknown-code": Kind.INVALID,
    "drives.code-taken": Kind.CONFLICT,
    "drives.partly-yours": Kind.FORBIDDEN,
    "drives.dates-turned": Kind.INVALID,
    "drives.quiet-hours": Kind.INVALID,
    "drives.impossible": Kind.INVALID,
    "drives.unknown-rules": Kind.INVALID,
    "drives.unknown-measure": Kind.INVALID,
    "drives.not-a-commune": Kind.INVALID,
    "drives.not-in-this-drive": Kind.INVALID,
    # A file that cannot be read as a workbook. Facts: name, and the limit that was passed where there is one.
    "sheets.not-a-workbook": Kind.INVALID,
    "sheets.password-protected": Kind.INVALID,
    "sheets.truncated": Kind.INVALID,
    "sheets.too-large": Kind.TOO_LARGE,
    "sheets.no-header": Kind.INVALID,
    "sheets.stopped": Kind.CONFLICT,
    # A list on its way in. Facts: field, value; state; answer, complaint; kind.
    "intake.not-a-value": Kind.INVALID,
    "intake.wrong-state": Kind.CONFLICT,
    "intake.answer-does-not-fit": Kind.INVALID,
    "intake.not-in-this-drive": Kind.INVALID,
    "intake.not-taken-here": Kind.INVALID,
    # A muster and its rota. Facts: first, last; on; name, unit; commune.
    "postings.outside-the-drive": Kind.INVALID,
    "postings.which-muster": Kind.INVALID,
    "postings.no-weekend": Kind.INVALID,
    "postings.not-a-weekend": Kind.INVALID,
    "postings.name-taken": Kind.CONFLICT,
    "postings.nobody-along": Kind.INVALID,
    "postings.host-in-use": Kind.CONFLICT,
    "postings.closed": Kind.CONFLICT,
    "postings.no-unit": Kind.INVALID,
    "postings.name-twice": Kind.INVALID,
    "postings.not-a-list": Kind.INVALID,
    "postings.duties-ahead": Kind.CONFLICT,
    "postings.days-turned": Kind.INVALID,
    "postings.tied-to-self": Kind.INVALID,
    "postings.nobody-enlisted": Kind.CONFLICT,
    "postings.no-host": Kind.CONFLICT,
    "postings.nothing-there": Kind.CONFLICT,
    "postings.not-a-duty": Kind.INVALID,
    "postings.begun": Kind.CONFLICT,
    "postings.not-enlisted": Kind.INVALID,
    "postings.impossible": Kind.INVALID,
    "postings.reason-needed": Kind.INVALID,
    "postings.nothing-to-publish": Kind.CONFLICT,
    "postings.released-already": Kind.CONFLICT,
    "postings.stay-over": Kind.CONFLICT,
    "postings.swap-asked": Kind.CONFLICT,
    "postings.swap-settled": Kind.CONFLICT,
    "postings.nobody-named": Kind.INVALID,
    # What becomes of a stay. Facts: begins; on; word, known; at.
    "postings.not-begun": Kind.CONFLICT,
    "postings.stay-cancelled": Kind.CONFLICT,
    "postings.stay-forgotten": Kind.CONFLICT,
    "postings.not-yours-to-write": Kind.FORBIDDEN,
    "postings.outside-the-stay": Kind.INVALID,
    "postings.nothing-said": Kind.INVALID,
    "postings.unknown-word": Kind.INVALID,
    "postings.not-held-yet": Kind.CONFLICT,
    "postings.briefing-held": Kind.CONFLICT,
    "postings.not-called-up": Kind.INVALID,
    "postings.no-essay-here": Kind.INVALID,
    "postings.essay-assessed": Kind.CONFLICT,
    # A visit that cannot be recorded. Facts: household; faults (codes of `core.merging.visits.faults`); name.
    "visits.not-behind-this-door": Kind.INVALID,
    "visits.impossible": Kind.INVALID,
    "visits.promise-in-quiet-hours": Kind.INVALID,
    "visits.kit-needs-an-officer": Kind.INVALID,
    "visits.already-withdrawn": Kind.CONFLICT,
    "visits.not-a-sheet": Kind.INVALID,
    "visits.not-yet": Kind.INVALID,
    # The desk. Facts: service.
    "desk.unknown-service": Kind.INVALID,
    "desk.not-yet": Kind.INVALID,
    "desk.no-drive-here": Kind.CONFLICT,
    # An evening that cannot be planned, or set anew. Facts: on; commune; pair, limit.
    "rounds.no-pairs": Kind.INVALID,
    "rounds.outside-the-drive": Kind.INVALID,
    "rounds.nothing-to-plan": Kind.INVALID,
    "rounds.not-a-walker": Kind.INVALID,
    "rounds.walker-twice": Kind.INVALID,
    "rounds.hours": Kind.INVALID,
    "rounds.not-tonight": Kind.CONFLICT,
    "rounds.nobody-walks": Kind.CONFLICT,
    "rounds.days-turned": Kind.INVALID,
    "rounds.no-commune": Kind.INVALID,
    "rounds.stands": Kind.CONFLICT,
    # An answer to a contradiction that is none. Facts: answer.
    "ledger.unknown-answer": Kind.INVALID,
    # A phone's calls, and binding one. Facts: limit; walker, commune.
    "fieldsync.token-unknown": Kind.UNKNOWN_TOKEN,
    "fieldsync.revoked": Kind.FORBIDDEN,
    "fieldsync.epoch": Kind.CONFLICT,
    "fieldsync.cursor-expired": Kind.GONE,
    "fieldsync.too-large": Kind.TOO_LARGE,
    "fieldsync.upgrade": Kind.OUTDATED,
    "fieldsync.too-often": Kind.TOO_OFTEN,
    "fieldsync.busy": Kind.BUSY,
    "fieldsync.malformed": Kind.INVALID,
    "fieldsync.code-unknown": Kind.FORBIDDEN,
    "fieldsync.not-in-a-pair": Kind.INVALID,
    "fieldsync.round-over": Kind.CONFLICT,
    # What the office answers, and files brought there. Facts: answer; what, limit.
    "fieldsync.cannot-take": Kind.CONFLICT,
    "fieldsync.unknown-answer": Kind.INVALID,
    "fieldsync.bad-basemap": Kind.INVALID,
    "fieldsync.basemap-too-large": Kind.TOO_LARGE,
    "fieldsync.not-an-export": Kind.INVALID,
    "fieldsync.export-damaged": Kind.INVALID,
    "fieldsync.export-of-a-stranger": Kind.NOT_FOUND,
    # A paper in a shape nobody writes. Facts: ending; known.
    "reports.unknown-shape": Kind.INVALID,
    "reports.not-yet": Kind.INVALID,
    "board.not-yet": Kind.INVALID,
    # Tonight's problem cannot be planned as asked. Facts: what, value.
    "routing.malformed": Kind.INVALID,
    "routing.quiet-hours": Kind.INVALID,
    # Who goes where cannot be planned as asked. Facts: what, value.
    "rota.malformed": Kind.INVALID,
}


class Problem(Exception):
    """A refusal with a stable `code` from `CODES` and the `facts` a sentence needs."""

    def __init__(self, code: str, **facts: object) -> None:
        if code not in CODES:
            raise LookupError(f"undeclared problem code {code!r}")
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def kind(self) -> Kind:
        """The kind that maps to one HTTP status."""
        return CODES[self.code]

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code
