"""Many rows in one statement each way, without an object or an expression for every value."""

from collections.abc import Iterable, Sequence

from django.db import connection, models

Columns = tuple[object, ...]


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Columns]) -> None:
    """Insert `rows`, each with its values in the order of the database `columns`."""
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    _execute(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", rows)


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Columns]) -> None:
    """Set `columns` of rows known by primary key, which stands last in each of `rows`."""
    quote = connection.ops.quote_name
    said = ", ".join(f"{quote(column)} = %s" for column in columns)
    _execute(f"UPDATE {quote(model._meta.db_table)} SET {said} WHERE {quote('id')} = %s", rows)


def _execute(statement: str, rows: Iterable[Columns]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))  # type: ignore[arg-type]
