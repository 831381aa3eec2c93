"""From the rows of a drive to the values its actions take."""

from bacung.drives.mandates import NewMandate, Seat
from bacung.drives.models import Mandate


def new_mandate(mandate: Mandate | None) -> NewMandate:
    """A mandate as it would be given anew; an empty one where there is none."""
    if mandate is None:
        return NewMandate()
    return NewMandate(
        superior_body=mandate.superior_body,
        issuing_body=mandate.issuing_body,
        grounds=tuple(mandate.grounds),
        plan_number=mandate.plan_number,
        opening_on=mandate.opening_on,
        interim_on=mandate.interim_on,
        closing_on=mandate.closing_on,
        recipients=tuple(mandate.recipients),
        signatory=mandate.signatory,
        seats=tuple(Seat(seat.rank, seat.organisation, seat.holder) for seat in mandate.seats.order_by("pk")),
    )
