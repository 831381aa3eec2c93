"""Facts are appended, never edited: the database itself refuses an UPDATE.

`AppendOnly("visits_event")` is a migration operation that lays the trigger on SQLite and PostgreSQL alike.
"""

from django.db.migrations.operations.special import RunPython

_SQLITE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES = """
CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_append_only()
"""


class AppendOnly(RunPython):
    """Refuse every UPDATE of `table` from now on."""

    def __init__(self, table: str) -> None:
        self.table = table

        def lay(apps: object, schema_editor) -> None:  # type: ignore[no-untyped-def]
            sql = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
            schema_editor.execute(sql.format(table=table), params=None)

        def lift(apps: object, schema_editor) -> None:  # type: ignore[no-untyped-def]
            on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER {table}_append_only{on}", params=None)

        super().__init__(lay, lift)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__name__, [self.table], {}
