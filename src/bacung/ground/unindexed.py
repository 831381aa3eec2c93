"""Taking off a foreign key what costs more than it gives: an index that another begins with, or that nobody
asks by, and the constraint of a mere shadow.

Django gives every foreign key both. Where rows are many and written on the way, each index costs as much as
the row itself; and SQLite, which keeps no statistics here, may choose one that names half the table.
"""

from typing import Any

from django.db.migrations.operations import AlterField
from django.db.models import Index


class Unindexed(AlterField):
    """The field without its own index. Nothing else is done: on SQLite Django would write the whole table
    anew and leave behind what refuses an UPDATE.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        column = model._meta.get_field(self.name).column
        declared = {index.name for index in model._meta.indexes}
        names = schema_editor._constraint_names(
            model, [column], index=True, unique=False, type_=Index.suffix, exclude=declared
        )
        for name in names:
            schema_editor.execute(schema_editor._delete_index_sql(model, name))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.name)
        schema_editor.execute(schema_editor._create_index_sql(model, fields=[field]))


class Unbound(AlterField):
    """The field of a shadow without its foreign key constraint, which PostgreSQL would look up for every row:
    a shadow copies its keys from rows that are bound. SQLite, where that costs next to nothing, keeps it.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            return
        model = from_state.apps.get_model(app_label, self.model_name)
        column = model._meta.get_field(self.name).column
        for name in schema_editor._constraint_names(model, [column], foreign_key=True):
            schema_editor.execute(schema_editor._delete_fk_sql(model, name))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.name)
        schema_editor.execute(schema_editor._create_fk_sql(model, field, "_fk_%(to_table)s_%(to_column)s"))
