"""What the audit trail says in words: it keeps codes, and every code that is recorded has words here."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.ground.wording import role_name

DEEDS: dict[str, str] = {
    "areas.seed": gettext_noop("planted the country's units"),
    "areas.point": gettext_noop("moved a point on the map"),
    "areas.station": gettext_noop("wrote down a commune's station"),
    "areas.outline": gettext_noop("drew a boundary"),
    "areas.outline.drop": gettext_noop("dropped a boundary"),
    "areas.hamlet.keep": gettext_noop("added a hamlet"),
    "areas.hamlet.rename": gettext_noop("renamed a hamlet"),
    "areas.hamlet.alias": gettext_noop("gave a hamlet another name"),
    "areas.hamlet.drop-alias": gettext_noop("dropped another name of a hamlet"),
    "areas.hamlet.merge": gettext_noop("merged hamlets"),
    "areas.hamlet.part": gettext_noop("undid a merger of hamlets"),
    "areas.hamlet.order": gettext_noop("changed the walking order of hamlets"),
    "staff.member.first": gettext_noop("became the first coordinator"),
    "staff.member.make": gettext_noop("added a member"),
    "staff.member.close": gettext_noop("closed a log-in"),
    "staff.member.open": gettext_noop("opened a log-in again"),
    "staff.grant.give": gettext_noop("gave a right"),
    "staff.grant.end": gettext_noop("ended a right"),
    "staff.link.open": gettext_noop("made a password link"),
    "staff.password.set": gettext_noop("set their password"),
    "drives.create": gettext_noop("set up a drive"),
    "drives.change": gettext_noop("changed a drive's terms"),
    "drives.areas": gettext_noop("changed a drive's communes"),
    "drives.mandate": gettext_noop("wrote a drive's mandate"),
    "drives.calendar": gettext_noop("said which days offices work"),
    "drives.targets": gettext_noop("assigned targets"),
    "drives.targets.withdraw": gettext_noop("withdrew targets"),
    "registry.admit": gettext_noop("admitted people"),
    "registry.change": gettext_noop("changed people's details"),
    "registry.reveal-citizen-number": gettext_noop("saw a full citizen number"),
    "registry.reveal-phone": gettext_noop("saw a full phone number"),
    "intake.receive": gettext_noop("sent a list in"),
    "intake.read": gettext_noop("had a list read"),
    "intake.correct-mapping": gettext_noop("corrected what columns mean"),
    "intake.decide": gettext_noop("answered questions of a list"),
    "intake.accept": gettext_noop("accepted a list"),
    "intake.undo": gettext_noop("took a list back"),
    "intake.cancel": gettext_noop("stopped the reading of a list"),
    "intake.give-back": gettext_noop("took a returned book"),
    "intake.ask-found": gettext_noop("asked about people met at doors"),
    "intake.settle-found": gettext_noop("answered about people met at doors"),
    "postings.diary.write": gettext_noop("wrote in a diary"),
    "postings.diary.strike": gettext_noop("struck a line of a diary"),
    "postings.diary.read": gettext_noop("read the diary of a stay"),
    "postings.student.read": gettext_noop("read a student's essay or assessment"),
    "postings.summary": gettext_noop("took the summary of a stay"),
    "postings.closing": gettext_noop("took the closing summary of a muster"),
    "postings.briefing.hold": gettext_noop("set up a briefing"),
    "postings.briefing.drop": gettext_noop("dropped a briefing"),
    "postings.briefing.attend": gettext_noop("noted who was at a briefing"),
    "postings.essay": gettext_noop("handed in an essay"),
    "postings.assess": gettext_noop("gave the commune's assessment"),
    "rounds.plan": gettext_noop("planned a round"),
    "rounds.better": gettext_noop("put a better plan in the place of a round's first one"),
    "rounds.replan": gettext_noop("set an evening's way anew"),
    "rounds.problem": gettext_noop("took the problem of a round"),
    "rounds.sweep": gettext_noop("planned a whole commune"),
    "rounds.companion": gettext_noop("named who walks along with a pair"),
    "rounds.export": gettext_noop("took an evening's sheet"),
    "visits.record": gettext_noop("entered visits"),
    "ledger.reconcile": gettext_noop("held the district's list against the ledger"),
    "ledger.answer": gettext_noop("answered a question of the ledger"),
    "desk.serve": gettext_noop("served somebody at the desk"),
    "desk.take-back": gettext_noop("took back a desk entry"),
    "fieldsync.code": gettext_noop("made a code to pair a phone"),
    "fieldsync.pair": gettext_noop("paired a phone"),
    "fieldsync.revoke": gettext_noop("revoked a phone"),
    "fieldsync.rebind": gettext_noop("gave a phone another evening"),
    "fieldsync.handover": gettext_noop("saw the code for a pair's backup phone"),
    "fieldsync.look": gettext_noop("read a record kept apart"),
    "fieldsync.accept": gettext_noop("took a record that was kept apart"),
    "fieldsync.set-aside": gettext_noop("set aside a record"),
    "fieldsync.flag": gettext_noop("said which of two visits counts"),
    "fieldsync.answer": gettext_noop("answered a walker"),
    "fieldsync.basemap": gettext_noop("gave the lanes of a commune's maps"),
    "fieldsync.carry": gettext_noop("took in the export file of a phone"),
    "reports.evening": gettext_noop("took the 17:00 report"),
}

SUBJECTS: dict[str, str] = {
    "admission": gettext_noop("admission no. %(value)s"),
    "answer": gettext_noop("answer: %(value)s"),
    "apart": gettext_noop("record no. %(value)s"),
    "area": gettext_noop("area no. %(value)s"),
    "areas": gettext_noop("%(value)s units"),
    "assignment": gettext_noop("assignment no. %(value)s"),
    "at": gettext_noop("as of %(value)s"),
    "batch": gettext_noop("book no. %(value)s"),
    "briefing": gettext_noop("briefing no. %(value)s"),
    "changed": gettext_noop("%(value)s changed"),
    "code": gettext_noop("about: %(value)s"),
    "commune": gettext_noop("commune no. %(value)s"),
    "device": gettext_noop("phone %(value)s"),
    "doors": gettext_noop("%(value)s doors"),
    "drive": gettext_noop("drive no. %(value)s"),
    "entries": gettext_noop("%(value)s lines"),
    "fields": gettext_noop("fields: %(value)s"),
    "flag": gettext_noop("question no. %(value)s"),
    "grant": gettext_noop("right no. %(value)s"),
    "hamlet": gettext_noop("hamlet no. %(value)s"),
    "hamlets": gettext_noop("hamlets no. %(value)s"),
    "into": gettext_noop("into hamlet no. %(value)s"),
    "joined": gettext_noop("communes joined: %(value)s"),
    "kind": gettext_noop("kind: %(value)s"),
    "left": gettext_noop("communes that left: %(value)s"),
    "list": gettext_noop("list: %(value)s"),
    "member": gettext_noop("member no. %(value)s"),
    "muster": gettext_noop("muster no. %(value)s"),
    "pair": gettext_noop("pair %(value)s"),
    "people": gettext_noop("%(value)s people"),
    "person": gettext_noop("person no. %(value)s"),
    "posting": gettext_noop("stay no. %(value)s"),
    "question": gettext_noop("question no. %(value)s"),
    "role": gettext_noop("role: %(value)s"),
    "round": gettext_noop("round no. %(value)s"),
    "rows": gettext_noop("%(value)s rows"),
    "seats": gettext_noop("%(value)s seats of the committee"),
    "service": gettext_noop("desk entry %(value)s"),
    "shape": gettext_noop("as .%(value)s"),
    "size": gettext_noop("%(value)s bytes"),
    "source": gettext_noop("from %(value)s"),
    "successions": gettext_noop("%(value)s successions"),
    "targets": gettext_noop("%(value)s targets"),
    "visits": gettext_noop("%(value)s visits"),
}
"""What a line of the trail is about: its keys and counts, in words."""


def subject(facts: Mapping[str, object]) -> str:
    """The keys and counts of a line in words: “book no. 7, 12 rows”. Keys stay as they are, unpunctuated."""
    return ", ".join(_of(key, value) for key, value in facts.items() if value not in ("", None, []))


def _of(key: str, value: object) -> str:
    if key == "role":
        value = role_name(str(value))
    elif isinstance(value, list):
        value = ", ".join(map(str, value))
    return _(SUBJECTS[key]) % {"value": value} if key in SUBJECTS else f"{key} {value}"


def deed(code: str) -> str:
    """The words for what was done."""
    return _(DEEDS[code]) if code in DEEDS else code
