"""Which answers a question takes. A code that is not named here proposes a value for its field."""

from msgspec.structs import replace

from bacung.core.problems import Problem
from bacung.core.sheets.answers import Complaint, Values
from bacung.intake.convert import CORRECTABLE, WEIGHTY, Staged, typed_value, with_value

POINTS_AT_A_ROW = ("duplicate-in-book", "intake.perhaps-twice")
"""Here `after` is an earlier row of the same book ("Thôn Đông!12"), not a value."""

_FIELDS = {
    "born_male": "born",
    "born_female": "born",
    "born_day": "born",
    "born_month": "born",
    "born_year": "born",
    "family_name": "name",
    "given_name": "name",
    "male": "sex",
    "female": "sex",
    "old_number": "citizen_number",
    "household_number": "household",
}


def field_of(complaint: Complaint) -> str | None:
    """The value a complaint is about, where a user may type another."""
    field = _FIELDS.get(complaint.field or "", complaint.field)
    return field if field in CORRECTABLE else None


NUMBER_SAYS = {
    "number-sex-disagrees": "sex",
    "number-year-disagrees": "born",
    "number-century-disagrees": "born",
}
"""Here the proposal is not about the number: its holder is what the number says."""


def proposed(complaint: Complaint) -> tuple[str, str] | None:
    """The field and the value proposed for it, if it can be such a value at all."""
    field = NUMBER_SAYS.get(complaint.code) or field_of(complaint)
    if field is None or complaint.after is None or complaint.code in POINTS_AT_A_ROW:
        return None
    try:
        value = typed_value(field, complaint.after)
    except Problem:
        return None
    return (field, value) if value is not None else None


def _taken(values: Values, complaint: Complaint) -> Values:
    """`values` with the proposal; of a birth the number knows but the year: day and month stay."""
    found = proposed(complaint)
    if found is None:
        return values
    field, value = found
    if field == "born" and complaint.code in NUMBER_SAYS and values.born:
        value += values.born[4:]
    return with_value(values, field, value)


def answers_to(complaint: Complaint) -> tuple[str, ...]:
    """The answers a complaint takes, the likeliest first. A warning takes none."""
    code, typed = complaint.code, ("correct",) if field_of(complaint) else ()
    if complaint.severity == "repair":
        return ("undo", "accept")
    if complaint.severity not in WEIGHTY:
        return ()
    if complaint.severity == "refusal":
        return (*typed, "drop")
    if code in POINTS_AT_A_ROW:
        return ("drop", "new", *typed)
    if code == "intake.perhaps-known":
        return ("same", "new", "drop")
    if code == "intake.met-at-door":
        return ("new", "drop")
    if code in ("intake.known-elsewhere", "intake.known-meanwhile"):
        return ("drop",)
    if code == "intake.hamlet-unknown":
        return ("new", "correct", "drop")
    likeliest = ("accept",) if proposed(complaint) is not None else ()
    return (*likeliest, "keep", *typed, "drop")


def refuse_misfit(complaint: Complaint, answer: str) -> None:
    """Raise when this answer cannot be given to this complaint."""
    if answer not in answers_to(complaint):
        raise Problem("intake.answer-does-not-fit", answer=answer, complaint=complaint.code)


def answered(staged: Staged, place: int, answer: str, value: str | None = None) -> Staged:
    """The row after one complaint was answered; each answer stands for itself, so another may follow it.

    accept: the proposal holds (of a repair: again). keep, undo: what the cell said holds, as far as it can be
    such a value. correct: `value` holds. same, new: is it whom it resembles. drop: leave the row out.
    """
    complaint = staged.complaints[place]
    refuse_misfit(complaint, answer)
    values, field, typed = staged.values, field_of(complaint), staged.typed
    if answer == "correct" and field:
        values = with_value(values, field, typed_value(field, value or ""))
        typed = [*typed, field]
    elif answer == "accept":
        values = _taken(values, complaint)
    elif answer in ("keep", "undo") and field and complaint.before is not None:
        values = with_value(values, field, _as_it_was(field, complaint.before))
    answers = {**staged.answers, place: answer}
    return replace(staged, values=values, answers=answers, typed=typed)


def _as_it_was(field: str, before: str) -> str | None:
    """What the cell said, if the registry can hold such a thing at all; a name is left exactly as written."""
    if field == "name":
        return before
    try:
        return typed_value(field, before)
    except Problem:
        return None
