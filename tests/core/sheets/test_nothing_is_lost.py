"""Rows in = rows out, whatever a sheet holds."""

import contextlib
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.problems import Problem
from bacung.core.sheets import RowReading, read
from bacung.core.sheets.answers import NOBODY
from tests.core.sheets import making

CELLS = st.one_of(
    st.none(),
    st.integers(-5, 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1901, 1, 1), date(2023, 1, 1)),
    st.sampled_from(
        [
            "Họ và tên",
            "STT",
            "Năm sinh",
            "Nam",
            "Nữ",
            "Số CCCD",
            "Cộng",
            "Thôn Đông",
            "Nguyễn Văn An",
            "02/07/1954",
            "042054001234",
            "4.2E+10",
            "NGƯỜI LẬP BIỂU",
            "Hộ ông Lê Văn Cường",
            "(1)",
            '"',
            "x",
            "=A1",
            " ",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
)
GRIDS = st.lists(st.lists(CELLS, max_size=7), max_size=14)
HEADERS = st.sampled_from(
    [
        [],
        [making.HEADER],
        [["TT", "Họ đệm", "Tên", "Năm sinh", None], [None, None, None, "Nam", "Nữ"]],
        [["Danh sách thôn Đông"], [], ["Họ tên", "Ngày sinh", "CCCD", "Chủ hộ", "Quan hệ", "Ghi chú"]],
    ]
)


def filled(grid: making.Grid) -> list[int]:
    """The numbers of the rows that hold anything but white space."""
    return [
        number
        for number, row in enumerate(grid, 1)
        if any(value is not None and str(value).strip() for value in row)
    ]


@settings(max_examples=150)
@given(HEADERS, GRIDS)
def test_every_filled_row_comes_back_once(header: list, grid: list) -> None:  # type: ignore[type-arg]
    """In order, with one of the five verdicts; what is not a person has no values."""
    whole = [*header, *grid]
    reading = read(making.xlsx(whole))
    rows: list[RowReading] = []
    with contextlib.suppress(Problem):  # a sheet without a header of people
        rows.extend(reading)
    if not reading.sheets or not reading.sheets[0].columns:
        assert header == []
        return

    assert [row.row for row in rows] == filled(whole)
    assert sum(reading.counts.values()) == len(rows)
    for row in rows:
        assert row.verdict in ("accepted", "repaired", "question", "refused", "not-a-person")
        assert (row.verdict == "not-a-person") == (row.kind != "person")
        assert row.kind == "person" or row.values == NOBODY
        number = row.values.citizen_number
        assert number is None or (len(number) == 12 and number.isdigit())
        assert row.values.name or row.verdict in ("refused", "not-a-person")


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_noise_is_refused_or_read_and_never_breaks(noise: bytes) -> None:
    """Any bytes end as rows or as a refusal of the catalogue."""
    with contextlib.suppress(Problem):
        list(read(io.BytesIO(noise)))


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 10_000),
    st.binary(min_size=1, max_size=8),
    st.sampled_from(["xlsx", "xls", "ods", "html", "spreadsheetml"]),
)
def test_a_damaged_book_is_refused_or_read_and_never_breaks(at: int, noise: bytes, kind: str) -> None:
    """A few bytes overwritten anywhere in a book."""
    raw = bytearray(getattr(making, kind)(making.VILLAGE).read())
    at %= len(raw)
    raw[at : at + len(noise)] = noise
    with contextlib.suppress(Problem):
        list(read(io.BytesIO(bytes(raw))))


def test_chunks_are_the_same_rows() -> None:
    """`chunks` hands out the rows of the book, some at a time."""
    book = making.xlsx([making.HEADER, *[making.AN] * 24])

    chunks = list(read(book).chunks(10))

    assert [len(chunk) for chunk in chunks] == [10, 10, 5]
    assert [row for chunk in chunks for row in chunk] == list(read(book))


def test_progress_is_told() -> None:
    """Every thousand rows, with the sheet and its height."""
    told = []
    book = making.xlsx([making.HEADER, *[making.AN] * 2500], title="Thôn Đông")

    list(read(book, on_progress=lambda *news: told.append(news)))

    assert [(sheet, done) for sheet, done, _ in told] == [("Thôn Đông", 1000), ("Thôn Đông", 2000)]


@pytest.mark.parametrize("rows", [0, 1])
def test_a_header_with_hardly_anything_below(rows: int) -> None:
    """An empty list is a list."""
    assert len(list(read(making.xlsx([making.HEADER, *[making.AN] * rows])))) == 1 + rows


def test_rows_in_and_out_are_counted_apart() -> None:
    """Filled rows are counted where they are met, readings where they are handed out."""
    reading = read(making.xlsx([["Danh sách"], [], making.HEADER, making.AN, [" "], making.BINH]))

    assert reading.rows_in == 0
    assert len(list(reading)) == reading.rows_in == reading.rows_out == 4
