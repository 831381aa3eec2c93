"""The same rows through django-import-export, by default and in bulk, beside reading and staging them here.

    python -m benchmarks.opponents [--rows 30000] [--by-default 3000]

It reads the .xlsx by its own format, matches by citizen number, and writes twenty plain text columns. Its
bulk mode is set up as its manual advises for speed: no diffs, no looking up what is there, batches of a
thousand. By default it asks the database for every row. It neither repairs nor asks nor matches by name nor
seals.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.bigbook import HEADER, write_book
from benchmarks.homes import bring_up, child
from benchmarks.machine import table


def _model() -> Any:
    """A table of twenty texts, made for this run, with an index on what rows are matched by."""
    from django.db import connection, models

    columns = {f"c{place}": models.TextField(blank=True, null=True) for place in range(len(HEADER))}
    columns["c4"] = models.CharField(max_length=40, db_index=True, null=True)
    meta = type("Meta", (), {"app_label": "site"})
    row = type("Row", (models.Model,), {**columns, "Meta": meta, "__module__": __name__})
    with connection.schema_editor() as editor:
        editor.create_model(row)  # type: ignore[arg-type]
    return row


def _resource(model: Any, *, bulk: bool) -> Any:
    from import_export import fields, resources

    ways: dict[str, Any] = {"model": model, "import_id_fields": ("c4",)}
    if bulk:
        fast = {"use_bulk": True, "batch_size": 1000, "skip_diff": True, "force_init_instance": True}
        ways |= {**fast, "skip_html_diff": True, "import_id_fields": ()}
    columns = {
        f"c{place}": fields.Field(attribute=f"c{place}", column_name=name)
        for place, name in enumerate(HEADER)
    }
    meta = type("Meta", (), {**ways, "fields": tuple(columns)})
    return type("Rows", (resources.ModelResource,), {**columns, "Meta": meta})()


def _measure(model: Any, book: Path, rows: int, *, bulk: bool) -> float:
    from import_export.formats.base_formats import XLSX

    begun = time.perf_counter()
    read = XLSX().create_dataset(book.read_bytes())
    done = _resource(model, bulk=bulk).import_data(read, dry_run=False, raise_errors=True)
    seconds = time.perf_counter() - begun
    assert done.total_rows == rows >= model.objects.count() > 0.99 * rows  # two rows may share a number
    model.objects.all().delete()
    return seconds


def main() -> None:
    """One table: rows a second, and how many times ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=30_000)
    parser.add_argument("--by-default", type=int, default=3_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        import os

        os.environ["BACUNG_HOME"] = f"{folder}/theirs"
        bring_up()
        few, many = Path(folder) / "few.xlsx", Path(folder) / "many.xlsx"
        write_book(few, given.by_default, title=False)
        write_book(many, given.rows, title=False)
        arguments = ("--rows", str(given.rows), "--book", str(many))
        ours = child("benchmarks.reading", Path(folder) / "ours", *arguments)
        model = _model()
        default = _measure(model, few, given.by_default, bulk=False)
        bulk = _measure(model, many, given.rows, bulk=True)
    speeds = [
        ("here: read, repaired, matched, sealed, staged", given.rows, ours["seconds"]),
        ("django-import-export, by default", given.by_default, default),
        ("django-import-export, bulk", given.rows, bulk),
    ]
    here = given.rows / ours["seconds"]
    print(
        table(
            ["", "rows", "s", "rows/s", "ours is × as fast"],
            [
                (
                    name,
                    f"{rows:,}",
                    f"{seconds:.1f}",
                    f"{rows / seconds:,.0f}",
                    f"{here * seconds / rows:.1f}",
                )
                for name, rows, seconds in speeds
            ],
        )
    )


if __name__ == "__main__":
    main()
