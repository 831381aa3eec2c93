"""Writing many rows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, connections, models

from bacung.ground.bulk.values import array_type, as_array, column, field_of, for_sqlite

Values = tuple[Any, ...]
Fields = tuple[models.Field[Any, Any], ...]

_AT_ONCE = 2000
"""So many rows go to PostgreSQL in one statement."""


def insert(rows: Iterable[models.Model]) -> None:
    """Insert new rows. Keys that the database gives are not brought back."""
    rows = list(rows)
    if rows:
        fields = _told(type(rows[0]))
        _write(_insert(type(rows[0]), fields, connection.vendor), fields, _values(rows, fields))


def update(rows: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of rows that are there already."""
    rows = list(rows)
    if rows:
        model = type(rows[0])
        fields = (*_named(model, names), model._meta.pk)
        _write(_update(model, fields, connection.vendor), fields, _values(rows, fields))


def upsert(rows: Iterable[models.Model], *, known_by: Sequence[str], names: Sequence[str]) -> None:
    """Insert rows, or write these fields of those that are `known_by` the same."""
    rows = list(rows)
    if rows:
        fields = _told(type(rows[0]))
        statement = _upsert(type(rows[0]), fields, tuple(known_by), tuple(names), connection.vendor)
        _write(statement, fields, _values(rows, fields))


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    """Insert `rows`, each with its values in the order of `names`; only a key that the database gives is left
    out.
    """
    fields = _named(model, names)
    _write(_insert(model, fields, connection.vendor), fields, rows)


def update_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    """Write the fields `names` of rows known by primary key, which stands last in each of `rows`."""
    fields = (*_named(model, names), model._meta.pk)
    _write(_update(model, fields, connection.vendor), fields, rows)


def upsert_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Values], *, known_by: Sequence[str]
) -> None:
    """Insert `rows`, or write their values over those of the row that is `known_by` the same."""
    fields = _named(model, names)
    changed = tuple(name for name in names if name not in known_by)
    _write(_upsert(model, fields, tuple(known_by), changed, connection.vendor), fields, rows)


def _told(model: type[models.Model]) -> Fields:
    """The fields a new row comes with; a number for a key is the database's to give."""
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))


def _named(model: type[models.Model], names: Iterable[str]) -> Fields:
    return tuple(field_of(model, name) for name in names)


def _values(rows: Sequence[models.Model], fields: Fields) -> Iterator[Values]:
    names = [field.attname for field in fields]
    return (tuple([getattr(row, name) for name in names]) for row in rows)


@cache
def _insert(model: type[models.Model], fields: Fields, vendor: str) -> str:
    quote = connection.ops.quote_name
    into = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(column(field) for field in fields)})"
    if vendor == "sqlite":
        return f"{into} VALUES ({', '.join(['%s'] * len(fields))})"
    return f"{into} SELECT * FROM {_arrays(fields)}"


@cache
def _upsert(
    model: type[models.Model], fields: Fields, known_by: tuple[str, ...], names: tuple[str, ...], vendor: str
) -> str:
    known = ", ".join(column(field) for field in _named(model, known_by))
    changed = [column(field) for field in _named(model, names)]
    said = ", ".join(f"{one} = excluded.{one}" for one in changed)
    return f"{_insert(model, fields, vendor)} ON CONFLICT ({known}) DO UPDATE SET {said}"


@cache
def _update(model: type[models.Model], fields: Fields, vendor: str) -> str:
    """The last of the fields is the key."""
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), column(fields[-1])
    if vendor == "sqlite":
        said = ", ".join(f"{column(field)} = %s" for field in fields[:-1])
        return f"UPDATE {table} SET {said} WHERE {key} = %s"
    said = ", ".join(f"{column(field)} = given.c{place}" for place, field in enumerate(fields[:-1]))
    columns = ", ".join(f"c{place}" for place in range(len(fields)))
    given = f"{_arrays(fields)} AS given ({columns})"
    return f"UPDATE {table} SET {said} FROM {given} WHERE {table}.{key} = given.c{len(fields) - 1}"


def _arrays(fields: Fields) -> str:
    database = connections[connection.alias]
    return f"unnest({', '.join(f'%s::{array_type(field, database)}' for field in fields)})"


def _write(statement: str, fields: Fields, rows: Iterable[Values]) -> None:
    if connection.vendor != "sqlite":
        rows = iter(rows)
        while some := list(islice(rows, _AT_ONCE)):
            with connection.cursor() as cursor:
                cursor.execute(statement, [as_array(*one) for one in _columns(fields, some)])
    elif rows := list(rows):
        columns = [for_sqlite(*one) for one in _columns(fields, rows)]
        with connection.cursor() as cursor:
            cursor.executemany(statement, list(zip(*columns, strict=True)))


def _columns(
    fields: Fields, rows: Collection[Values]
) -> Iterator[tuple[models.Field[Any, Any], Collection[Any]]]:
    return zip(fields, zip(*rows, strict=True), strict=True)
