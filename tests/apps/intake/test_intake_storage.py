"""Books on disk: sealed, bound together, and under names of our own."""

import io

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.problems import Problem
from bacung.intake import storage


def kept(plain: bytes) -> storage.Kept:
    return storage.keep(io.BytesIO(plain), shown="danh sách.xlsx")


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "PIECE", 16)


@given(plain=st.binary(max_size=100), reads=st.lists(st.tuples(st.integers(0, 110), st.integers(0, 40))))
def test_a_kept_book_reads_like_the_plain_one(plain: bytes, reads: list[tuple[int, int]]) -> None:
    """Wherever one seeks and however much one reads, the sealed file answers as the plain one would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "PIECE", 16)
        name = kept(plain).name
        with storage.opened(name) as book:
            assert book.read() == plain
            for at, count in reads:
                book.seek(at)
                assert book.read(count) == plain[at : at + count]
        storage.forget(name)


def test_nothing_of_the_book_can_be_read_from_the_disk() -> None:
    """The file on disk holds no run of the plain text, and forgetting it removes it."""
    name = kept("Nguyễn Văn An 042054001234".encode() * 10).name
    path = storage.folder() / name
    assert b"042054001234" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    storage.forget(name)
    assert not path.exists()


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize(
    "harm",
    [
        lambda sealed: sealed[: 16 + storage.OVERHEAD],
        lambda sealed: sealed[16 + storage.OVERHEAD :],
        lambda sealed: sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:],
    ],
    ids=["cut at the end", "cut at the start", "one bit turned"],
)
def test_a_harmed_book_is_not_read(harm) -> None:  # type: ignore[no-untyped-def]
    """A piece missing at either end, or one bit turned, is noticed."""
    name = kept(bytes(range(40))).name
    path = storage.folder() / name
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(InvalidTag), storage.opened(name) as book:
        book.read()


def test_above_the_cap_nothing_is_kept() -> None:
    """A book larger than the option allows is refused and leaves no file behind."""
    before = set(storage.names())
    with pytest.raises(Problem, match=r"sheets\.too-large"):
        storage.keep(io.BytesIO(b"x" * 101), shown="lớn.xlsx", cap=100)
    assert set(storage.names()) == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\boot.ini", "", "0" * 31, "a\x00b"])
def test_a_hostile_name_never_becomes_a_path(name: str) -> None:
    """Only names of our own making are opened."""
    with pytest.raises(Problem, match=r"ground\.not-found"):
        storage.opened(name)
