"""Reading plain values by key."""

import json
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.db import connection, connections, models

from bacung.ground.bulk.values import (
    FROM_POSTGRES,
    FROM_SQLITE,
    array_type,
    as_array,
    column,
    field_of,
    for_sqlite,
    kind_of,
)


def read(model: type[models.Model], names: tuple[str, ...], **asked: Any) -> list[tuple[Any, ...]]:
    """The fields `names` of the rows asked for, in no order. What is asked of a field is a value, None, or a
    collection of values of which it must be one. A UUID comes back as its 32 hex digits.
    """
    collections = {name for name, value in asked.items() if _is_many(value)}
    if any(not asked[name] for name in collections):
        return []
    conditions = tuple(
        (name, "among" if name in collections else "null" if value is None else "is")
        for name, value in asked.items()
    )
    statement = _statement(model, names, conditions, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement, list(_parameters(model, asked, collections)))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    changes = FROM_SQLITE if connection.vendor == "sqlite" else FROM_POSTGRES
    changed = {
        place: changes[kind]
        for place, name in enumerate(names)
        if (kind := kind_of(field_of(model, name))) in changes
    }
    if not changed or not rows:
        return rows
    columns: list[Collection[Any]] = list(zip(*rows, strict=True))
    for place, change in changed.items():
        columns[place] = [None if value is None else change(value) for value in columns[place]]
    return list(zip(*columns, strict=True))


def _is_many(value: object) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str | bytes)


@cache
def _statement(
    model: type[models.Model], names: tuple[str, ...], conditions: tuple[tuple[str, str], ...], vendor: str
) -> str:
    database = connections[connection.alias]

    def wanted(name: str) -> str:
        field = field_of(model, name)
        if vendor == "sqlite":
            return f"+{column(field)}"  # an expression has no type for the driver to convert from
        if kind_of(field) == "UUIDField":
            return f"replace({column(field)}::text, '-', '')"
        return column(field)

    def condition(name: str, how: str) -> str:
        field = field_of(model, name)
        if how == "null":
            return f"{column(field)} IS NULL"
        if how == "is":
            return f"{column(field)} = %s"
        if vendor == "sqlite":
            return f"{column(field)} IN (SELECT value FROM json_each(%s))"
        return f"{column(field)} = ANY(%s::{array_type(field, database)})"

    where = " AND ".join(condition(name, how) for name, how in conditions)
    table = database.ops.quote_name(model._meta.db_table)
    return f"SELECT {', '.join(map(wanted, names))} FROM {table} WHERE {where}"


def _parameters(model: type[models.Model], asked: dict[str, Any], collections: set[str]) -> Iterator[Any]:
    for name, value in asked.items():
        field = field_of(model, name)
        if name in collections:
            if connection.vendor == "sqlite":
                yield json.dumps(list(for_sqlite(field, value)))
            else:
                yield as_array(field, value)
        elif value is not None:
            yield value if connection.vendor != "sqlite" else next(iter(for_sqlite(field, [value])))
