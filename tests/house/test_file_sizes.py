"""Files are short: median about 100 lines, 90 % under 300, none above 400 but the few that are excused."""

from statistics import median

from tests.house.project import files, name_of

CODE = (".py", ".ts", ".css", ".html", ".svelte")

# May only shrink: a file's length when it was excused, and the reason. Nothing is excused now.
EXCUSED: dict[str, tuple[int, str]] = {}


def too_long(lengths: dict[str, int], excused: dict[str, tuple[int, str]]) -> list[str]:
    faults = []
    for name, length in lengths.items():
        limit = excused[name][0] if name in excused else 400
        if length > limit:
            faults.append(f"{name}: {length} lines, more than {limit}")
        elif name in excused and length <= 400:
            faults.append(f"{name}: is short now, excuse it no more")
    return faults + [f"{name}: excused and gone" for name in excused if name not in lengths]


def measured() -> dict[str, int]:
    """Lines of every file of code; an empty `__init__.py` is no file to speak of."""
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(*CODE)}
    return {name: length for name, length in lengths.items() if length and "/migrations/0" not in name}


def test_no_file_is_longer_than_its_limit():
    assert too_long(measured(), EXCUSED) == []


def test_most_files_are_short():
    lengths = sorted(measured().values())
    assert median(lengths) <= 130
    assert lengths[int(len(lengths) * 0.9)] <= 300


def test_a_long_file_is_found_and_an_excuse_can_only_shrink():
    excused = {"b.py": (500, "a table"), "c.py": (450, "was long"), "d.py": (420, "was moved")}
    found = too_long({"a.py": 401, "b.py": 501, "c.py": 300}, excused)
    assert [fault.split(":")[0] for fault in found] == ["a.py", "b.py", "c.py", "d.py"]
