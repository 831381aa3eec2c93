"""A foreign key without its own index: the index goes and comes back, and the table stays what it was."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from bacung.ground.permissions import CONSOLE
from bacung.visits.actions import NewVisit, record_visits
from bacung.visits.models import Event
from tests.village import EVENING, settle


def indexed() -> set[str]:
    """The columns of visits that have an index of their own."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Event._meta.db_table).values()
    return {each["columns"][0] for each in found if each["index"] and len(each["columns"]) == 1}


@pytest.mark.django_db(transaction=True)
def test_the_index_goes_and_comes_back_and_a_visit_stays_unchangeable() -> None:
    assert indexed().isdisjoint({"drive_id", "household_id", "commune_id"})
    try:
        call_command("migrate", "visits", "0001", verbosity=0)
        assert indexed() >= {"drive_id", "household_id", "commune_id"}
    finally:
        call_command("migrate", "visits", verbosity=0)
    assert indexed().isdisjoint({"drive_id", "household_id", "commune_id"})
    village = settle()
    home = village.person("Nguyễn Văn An").household_id
    record_visits(CONSOLE, village.drive, [NewVisit(home, "nobody", EVENING)])
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(outcome="home")
