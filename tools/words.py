"""The translation books: what is said in each room, and `locale/vi/…/django.po` that says it in Vietnamese.

Sentences are found in Python by its syntax tree and in templates by Django's own reading of them, so no
gettext programs need be installed. `merge` only adds empty entries and drops those nobody says any more;
`compile` writes the .mo files, which are never committed. `python -m tools.words merge areas` does one room.
"""

import ast
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

SOURCES = Path(__file__).resolve().parents[1] / "src" / "bacung"
LANGUAGE = "vi"

# Position of the message's context, of the message and of its plural among a call's arguments.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "pgettext": (0, 1, None),
    "ngettext": (None, 0, 1),
    "npgettext": (0, 1, 2),
}
_ENDINGS = re.compile(r"_(lazy|noop)$")
_TEMPLATE_CALL = re.compile(r"(?<!\w)(?:n?p?gettext|_)\(")
_SPOKEN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
_NAMES = {"Ba", "Cùng", "VNeID", "CSV", "Excel", "Word", "PDF", "QR", "SQLite", "PostgreSQL"}


class Message(NamedTuple):
    """One sentence as the code says it: gettext's context, the sentence, and its plural."""

    context: str | None
    text: str
    plural: str | None


def in_python(source: str) -> Iterator[Message]:
    """Every sentence handed to gettext or one of its kin as a literal."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            places = _CALLS.get(_ENDINGS.sub("", name))
            if places:
                context, text, plural = (None if at is None else _literal(node, at) for at in places)
                if text:
                    yield Message(context, text, plural)


def _literal(call: ast.Call, at: int) -> str | None:
    value = call.args[at] if at < len(call.args) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def in_template(source: str) -> Iterator[Message]:
    """Every sentence in translate and blocktranslate tags and in `_("…")`."""
    calls = templatize(source)
    for match in _TEMPLATE_CALL.finditer(calls):
        yield from in_python(_balanced(calls, match.start()))


def _balanced(text: str, start: int) -> str:
    """The call that starts here: the shortest stretch up to a closing parenthesis that is Python."""
    end = text.index(")", start)
    while True:
        try:
            ast.parse(text[start : end + 1], mode="eval")
        except SyntaxError:
            end = text.index(")", end + 1)
        else:
            return text[start : end + 1]


def said_in(room: Path) -> dict[Message, list[str]]:
    """Every sentence of a room with the files that say it, in the order of reading."""
    found: dict[Message, list[str]] = {}
    for path in sorted([*room.rglob("*.py"), *room.glob("templates/**/*.*")]):
        read = in_python if path.suffix == ".py" else in_template
        for message in read(path.read_text(encoding="utf-8")):
            files = found.setdefault(message, [])
            name = path.relative_to(room).as_posix()
            if name not in files:
                files.append(name)
    return found


class _Page(HTMLParser):
    """Collects the words of a page that a reader would see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in ("script", "style")
        self.words += [value for name, value in attrs if name in _SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def untranslatable(source: str) -> list[str]:
    """Words a template shows as they stand, outside any translation tag; names of things are let by."""
    page, inside_translation, comment = _Page(), False, False
    for token in Lexer(source).tokenize():
        if token.token_type is TokenType.BLOCK:
            tag = token.split_contents()[0]
            comment = tag == "comment" or (comment and tag != "endcomment")
            inside_translation = tag in ("blocktranslate", "blocktrans") or (
                inside_translation and tag not in ("endblocktranslate", "endblocktrans")
            )
        elif token.token_type is TokenType.TEXT and not (inside_translation or comment):
            page.feed(token.contents)
    page.close()
    pieces = (" ".join(piece.split()) for piece in page.words)
    return [piece for piece in pieces if set(re.findall(r"[^\W\d_]{2,}", piece)) - _NAMES]


def rooms() -> list[Path]:
    """The rooms that may speak: every package but the thinking one, which knows codes and no sentences."""
    return [
        path for path in sorted(SOURCES.iterdir()) if (path / "__init__.py").exists() and path.name != "core"
    ]


def book_of(room: Path) -> Path:
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def faults(room: Path) -> list[str]:
    """What keeps a room from speaking Vietnamese: missing, empty, fuzzy and left-over entries."""
    said = said_in(room)
    path = book_of(room)
    entries = list(polib.pofile(str(path))) if path.exists() else []
    written = {Message(e.msgctxt or None, e.msgid, e.msgid_plural or None): e for e in entries}
    found = [
        f"not in the book: {m.text!r} ({', '.join(files)})" for m, files in said.items() if m not in written
    ]
    for message, entry in written.items():
        if message not in said:
            found.append(f"nobody says: {message.text!r}")
        elif not entry.translated():
            found.append(f"has no {LANGUAGE}: {message.text!r}")
    return found


def merge(room: Path) -> tuple[int, int]:
    """Add to a room's book what is said and missing, drop what is not said; how many of each."""
    said, path = said_in(room), book_of(room)
    if not said and not path.exists():
        return 0, 0
    book = polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile(wrapwidth=100)
    book.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": LANGUAGE,
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    written = {Message(e.msgctxt or None, e.msgid, e.msgid_plural or None): e for e in book}
    ordered = []
    for message, files in said.items():
        entry = written.get(message) or _empty(message)
        entry.occurrences = [(name, "") for name in files]
        ordered.append(entry)
    added, dropped = len(said.keys() - written.keys()), len(written.keys() - said.keys())
    book[:] = ordered
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))
    return added, dropped


def _empty(message: Message) -> polib.POEntry:
    plural = {"msgid_plural": message.plural, "msgstr_plural": {0: ""}} if message.plural else {}
    return polib.POEntry(msgctxt=message.context, msgid=message.text, **plural)


def main(verb: str, *names: str) -> None:
    """Do a verb for the rooms named, or for all."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    for room in rooms():
        if names and room.name not in names:
            continue
        if verb == "merge":
            added, dropped = merge(room)
            if added or dropped:
                print(f"{room.name}: {added} to translate, {dropped} dropped")
        elif book_of(room).exists():
            polib.pofile(str(book_of(room))).save_as_mofile(str(book_of(room).with_suffix(".mo")))


if __name__ == "__main__":
    main(*sys.argv[1:])
