"""One word, one thing: rooms, models, events are terms of docs/glossary.toml; no name is forbidden."""

import ast
import tomllib
from collections.abc import Iterable, Iterator

from django.apps import apps

from tests.house.project import ROOMS, ROOT, SOURCES, name_of, sources, tree, words

GLOSSARY: dict[str, dict[str, object]] = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text("utf-8"))
TERMS = {" ".join(words(term)) for term in GLOSSARY}
FORBIDDEN = {tuple(words(name)): term for term, said in GLOSSARY.items() for name in said["forbidden"]}  # type: ignore[attr-defined]


def singular(word: str) -> str:
    if word == "people":
        return "person"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def is_term(name: Iterable[str]) -> bool:
    phrase = list(name)
    return " ".join(phrase) in TERMS or " ".join([*phrase[:-1], singular(phrase[-1])]) in TERMS


def is_event(name: str) -> bool:
    """A term and what became of it (VisitsRecorded), or a term alone: a part that an event is made of."""
    said = words(name)
    return is_term(said) or (len(said) > 1 and is_term(said[:-1]))


def named_here(module: ast.Module) -> Iterator[str]:
    """What a module names for others: its classes, its functions, and the fields of its classes."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                    yield line.target.id
                elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                    yield line.targets[0].id


def forbidden_in(name: str) -> str | None:
    """The forbidden word in an identifier, with the term that should stand there."""
    said = words(name)
    for bad, term in FORBIDDEN.items():
        if any(tuple(said[at : at + len(bad)]) == bad for at in range(len(said))):
            return f"{name}: say {term!r}, not {'_'.join(bad)!r}"
    return None


def test_every_term_is_complete():
    for term, said in GLOSSARY.items():
        assert set(said) == {"vi", "meaning", "forbidden"}, term
        assert all(said.values()), term


def test_no_word_is_both_a_term_and_forbidden():
    assert [bad for bad in FORBIDDEN if " ".join(bad) in TERMS] == []


def test_every_room_is_a_term():
    folders = [path.parent.name for path in SOURCES.glob("*/__init__.py")]
    folders += [path.parent.name for path in SOURCES.glob("core/*/__init__.py")]
    assert sorted(name for name in folders if not is_term(words(name))) == []


def test_every_model_is_a_term():
    ours = [m for m in apps.get_models() if m.__module__.startswith("bacung.") and not m._meta.auto_created]
    assert sorted(f"{m._meta.app_label}.{m.__name__}" for m in ours if not is_term(words(m.__name__))) == []


def test_every_event_is_a_term_and_what_became_of_it():
    found = [
        f"{path.parent.name}: {node.name}"
        for room in ROOMS
        if (path := SOURCES / room / "events.py").exists() and room != "ground"
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not is_event(node.name)
    ]
    assert found == []


def test_nothing_is_named_by_a_forbidden_word():
    found = [
        f"{name_of(path)}: {fault}"
        for path in sources()
        for name in [path.stem, *named_here(tree(path))]
        if (fault := forbidden_in(name))
    ]
    assert found == []


def test_a_strange_word_and_a_forbidden_one_are_found():
    assert not is_term(words("Canvasser"))
    assert is_term(words("ReportedTotals"))
    assert [is_event(name) for name in ("VisitsRecorded", "Visit", "LeadsScored", "Lead")] == [
        True,
        True,
        False,
        False,
    ]
    assert forbidden_in("load_cccd") == "load_cccd: say 'citizen_number', not 'cccd'"
    assert forbidden_in("load_citizen_number") is None
