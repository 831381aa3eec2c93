"""1 January, written where only the year was known."""

from bacung.core.people.dates import Born, is_placeholder
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def keep_the_year(draft: Draft) -> None:
    """01/01/1954 → 1954, with a warning: some people are born on that day, most of those listed are not."""
    born = draft.born
    if born is not None and is_placeholder(born):
        draft.born = Born(born.year)
        field = next(
            (name for name in ("born", "born_male", "born_female", "born_year") if draft.text(name)), None
        )
        draft.complain(field, "placeholder-birthday", born.text, str(born.year), "warning")


quirk = Quirk("placeholder-birthday", stage="row", order=10, look_at=keep_the_year)
