"""Many rows by one prepared statement, without an expression for every value as Django's own would make.

`insert` and `update` take rows of the model; `insert_rows` and `update_rows` take plain values.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, connections, models

Columns = tuple[object, ...]


def insert(rows: Iterable[models.Model]) -> None:
    """Insert new rows. Keys that the database gives are not brought back."""
    rows = list(rows)
    if rows:
        model = type(rows[0])
        fields = _told(model)
        insert_rows(model, [field.column for field in fields], _values(rows, fields))


def update(rows: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of rows that are there already."""
    rows = list(rows)
    if rows:
        model = type(rows[0])
        fields = _named(model, names)
        values = _values(rows, [*fields, model._meta.pk])
        update_rows(model, [field.column for field in fields], values)


def upsert(rows: Iterable[models.Model], *, known_by: Sequence[str], names: Sequence[str]) -> None:
    """Insert rows, or write these fields of those that are `known_by` the same."""
    rows = list(rows)
    if not rows:
        return
    model, quote = type(rows[0]), connection.ops.quote_name
    fields = _told(model)
    known = ", ".join(quote(field.column) for field in _named(model, known_by))
    changed = [quote(field.column) for field in _named(model, names)]
    said = ", ".join(f"{column} = excluded.{column}" for column in changed)
    begin = _insert(model, [field.column for field in fields])
    _execute(f"{begin} ON CONFLICT ({known}) DO UPDATE SET {said}", _values(rows, fields))


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Columns]) -> None:
    """Insert `rows`, each with its values in the order of the database `columns`."""
    _execute(_insert(model, columns), rows)


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Columns]) -> None:
    """Set `columns` of rows known by primary key, which stands last in each of `rows`."""
    quote = connection.ops.quote_name
    said = ", ".join(f"{quote(column)} = %s" for column in columns)
    key = quote(str(model._meta.pk.column))
    _execute(f"UPDATE {quote(model._meta.db_table)} SET {said} WHERE {key} = %s", rows)


def _insert(model: type[models.Model], columns: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"


def _told(model: type[models.Model]) -> list[Any]:
    """The fields a new row comes with; a number for a key is the database's to give."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def _named(model: type[models.Model], names: Sequence[str]) -> list[Any]:
    return [model._meta.get_field(name) for name in names]


def _values(rows: Sequence[models.Model], fields: Sequence[Any]) -> list[Columns]:
    columns = [(field.attname, field.get_db_prep_save) for field in fields]
    database = connections[connection.alias]  # looked up once: `connection` asks its thread at every touch
    return [tuple(prepare(getattr(row, name), database) for name, prepare in columns) for row in rows]


def _execute(statement: str, rows: Iterable[Columns]) -> None:
    rows = list(rows)
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)  # type: ignore[arg-type]
