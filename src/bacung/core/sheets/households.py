"""What a row leaves unsaid because the row above said it: hamlet, household, address."""

from collections.abc import Callable

from bacung.core.people.names import clean, fold
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.fields import mark_of
from bacung.core.sheets.rowkinds import hamlet_row, is_ditto
from bacung.core.sheets.words import words

TextOf = Callable[[Draft, str], str | None]
"""Gives the repaired text of a field, None where its cell is empty."""

_HEAD = words("household-head")


class Carried:
    """The hamlet and the household that hold until another is named."""

    def __init__(self, hamlet: str | None) -> None:
        self.hamlet = self.default_hamlet = hamlet
        self.household: str | None = None
        self.household_row: int | None = None
        self.household_number: str | None = None
        self.address: str | None = None

    def enter_hamlet(self, name: str) -> None:
        """A separator row names a hamlet; the households above it are over."""
        self.hamlet = name
        self.enter_household(None, None)

    def enter_household(self, head: str | None, row: int | None) -> None:
        """A household begins; nothing of the one above holds any more."""
        self.household, self.household_row = head, row
        self.household_number = self.address = None

    def take(self, draft: Draft, text: TextOf) -> tuple[str | None, str | None]:
        """Bring the row into its hamlet, household and address; its relation and its address come back."""
        hamlet = text(draft, "hamlet")
        if hamlet and not is_ditto(hamlet):
            named = hamlet_row(hamlet) or clean(hamlet)
            if named != self.hamlet and self.household is not None and self.household_row != draft.row:
                self.enter_household(None, None)
            self.hamlet = named
        relation = text(draft, "relation")
        self._household(draft, text, relation)
        address = text(draft, "address") or text(draft, "registered_address")
        if address and not is_ditto(address):
            self.address = address
        elif not address and self.household_row is None:
            # Without households a blank address says nothing.
            return relation, None
        return relation, self.address

    def _household(self, draft: Draft, text: TextOf, relation: str | None) -> None:
        number = text(draft, "household_number")
        if number and not is_ditto(number) and number != self.household_number:
            self.enter_household(number, draft.row)
            self.household_number = number
        head = text(draft, "household")
        is_head = relation is not None and fold(relation) in _HEAD
        if head and not is_ditto(head):
            if mark_of(head) or fold(head) in _HEAD:
                is_head = True
            elif fold(head) != fold(self.household or ""):
                self._named(head, draft.row)
        if is_head and draft.name and self.household_row != draft.row:
            self._named(draft.name, draft.row)
        elif is_head and draft.name and self.household == self.household_number:
            self.household = draft.name

    def _named(self, head: str, row: int) -> None:
        """A head is named: of a new household, or of the numbered one that has begun without a name."""
        if self.household_number is not None and self.household == self.household_number:
            self.household = head
        elif self.household_number is None:
            self.enter_household(head, row)
