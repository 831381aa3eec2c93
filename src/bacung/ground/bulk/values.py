"""How values travel to and from the two databases.

SQLite keeps moments as naive text in UTC and UUIDs as hex, as Django's own backend does. PostgreSQL is handed
whole columns, each as one array literal.
"""

import json
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

Change = Callable[[Any], Any]


@cache
def field_of(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The field of a name; "pk" is the primary key."""
    field: models.Field[Any, Any] = model._meta.pk if name == "pk" else model._meta.get_field(name)  # type: ignore[assignment]
    return field


@cache
def kind_of(field: models.Field[Any, Any]) -> str:
    """What a field holds, as Django names it; for a foreign key, what the key points at holds."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field.get_internal_type()


def column(field: models.Field[Any, Any]) -> str:
    """The field's column, quoted."""
    return connection.ops.quote_name(str(field.column))


def _moment(value: datetime) -> str:
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat(" ")[:-6]


def _hex(value: UUID | str) -> str:
    return value.hex if isinstance(value, UUID) else value.replace("-", "")


TO_SQLITE: dict[str, Change] = {
    "DateTimeField": _moment,
    "DateField": date.isoformat,
    "TimeField": str,
    "UUIDField": _hex,
    "JSONField": json.dumps,
}
"""How each kind is written for SQLite; the others are written as they are."""

FROM_SQLITE: dict[str, Change] = {
    "DateTimeField": lambda value: datetime.fromisoformat(f"{value}+00:00"),
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "BooleanField": bool,
    "JSONField": json.loads,
}
"""How each kind is read back from SQLite. A UUID stays the hex it is kept as."""

FROM_POSTGRES: dict[str, Change] = {"JSONField": json.loads}
"""The same for what PostgreSQL's driver gives."""


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_IN_ARRAY: dict[str, Change] = {
    "DateTimeField": datetime.isoformat,
    "DateField": date.isoformat,
    "TimeField": str,
    "CharField": _quoted,
    "SlugField": _quoted,
    "TextField": _quoted,
    "JSONField": lambda value: _quoted(json.dumps(value)),
    "BinaryField": lambda value: f'"\\\\x{bytes(value).hex()}"',
}


def _changed(values: Iterable[Any], change: Change) -> list[Any]:
    """Each value changed; of neighbours that are the same one (the moment of a recording), the first only."""
    changed: list[Any] = []
    last = now = None
    for value in values:
        if value is not last:
            last, now = value, None if value is None else change(value)
        changed.append(now)
    return changed


def for_sqlite(field: models.Field[Any, Any], values: Collection[Any]) -> Collection[Any]:
    """A column's values as SQLite keeps them."""
    change = TO_SQLITE.get(kind_of(field))
    return values if change is None else _changed(values, change)


def as_array(field: models.Field[Any, Any], values: Iterable[Any]) -> str:
    """A column's values as one array literal of PostgreSQL."""
    change = _IN_ARRAY.get(kind_of(field), str)
    return f"{{{','.join(['NULL' if value is None else value for value in _changed(values, change)])}}}"


def array_type(field: models.Field[Any, Any], database: Any) -> str:
    """The type of such an array. Lengths are left out: a cast would cut what an assignment refuses."""
    return f"{str(field.db_type(database)).split('(')[0]}[]"
