"""Many rows by one statement, without an object for every row and an expression for every value.

`insert`, `update` and `upsert` take rows of the model; `insert_rows`, `update_rows` and `upsert_rows` take
plain values in the order of the names given, and are the fast way; `read` gives plain values back. All of
them are for tables asked by key, after whoever asks has been found to be allowed to.
"""

from bacung.ground.bulk.reading import read
from bacung.ground.bulk.writing import Values, insert, insert_rows, update, update_rows, upsert, upsert_rows

__all__ = ["Values", "insert", "insert_rows", "read", "update", "update_rows", "upsert", "upsert_rows"]
