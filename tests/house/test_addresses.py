"""No file holds the address of a package registry, a path of somebody's machine, or a secret's look-alike."""

import re

from tests.house.project import files, name_of

# Written in pieces, so that this file does not find itself.
TRACES = re.compile(
    "|".join(
        (
            r"registry\.npm" r"js\.org",
            r"registry\.yarn" r"pkg",
            r"files\.python" r"hosted\.org",
            r"pypi\.org" r"/simple",
            r"deb\.debian" r"\.org",
            r"(extra-)?index" r"-url\s*=?\s*(https?|file):",
            r'"resolved"' r":",
            r"(?<![\w.])/(root|home/\w+|work|Users/\w+)" r"/",
            r"BEGIN [A-Z ]*PRIVATE" r" KEY",
        )
    )
)
TEXT = {
    ".py",
    ".ts",
    ".md",
    ".toml",
    ".json",
    ".lock",
    ".html",
    ".css",
    ".po",
    ".txt",
    ".csv",
    ".typ",
    ".ini",
    "",
}


def traces(text: str) -> list[str]:
    return [match.group() for match in TRACES.finditer(text)]


def test_no_file_says_where_it_came_from():
    found = {
        name_of(path): lines
        for path in files()
        if path.suffix in TEXT and (lines := traces(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


def test_traces_are_found():
    assert traces("--index" + "-url https://mirror.example/simple")
    assert traces('"resolved' + '": "https://…"')
    assert traces("see /ho" + "me/lan/notes.txt")
    assert not traces("static/root/x, /areas/18568/ and docs/work/")
