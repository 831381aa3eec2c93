"""The house speaks Vietnamese: every sentence has its translation, and no page shows a word outside one."""

from pathlib import Path

import polib
import pytest

from tests.house.project import SOURCES, files, name_of
from tools import words


@pytest.mark.parametrize("room", words.rooms(), ids=lambda room: room.name)
def test_every_sentence_of_a_room_has_its_vietnamese(room: Path):
    assert words.faults(room) == []


def test_one_english_sentence_has_one_vietnamese():
    """All books are one to gettext: of two translations the earlier room's is shown in both."""
    said: dict[tuple[str | None, str], dict[str, list[str]]] = {}
    for room in words.rooms():
        for entry in polib.pofile(str(words.book_of(room))) if words.book_of(room).exists() else []:
            if not entry.obsolete:
                sentence = entry.msgstr or str(entry.msgstr_plural)
                said.setdefault((entry.msgctxt, entry.msgid), {}).setdefault(sentence, []).append(room.name)
    assert {message: by for message, by in said.items() if len(by) > 1} == {}


def test_no_page_shows_untranslatable_words():
    found = {
        name_of(path): raw
        for path in files(".html")
        if path.is_relative_to(SOURCES) and (raw := words.untranslatable(path.read_text("utf-8")))
    }
    assert found == {}


PAGE = """
{% load i18n %}<h1 title="Tonight">{% translate "Doors" %}</h1>{% comment %}for later{% endcomment %}
<p>{% blocktranslate count n=doors %}One door (left){% plural %}{{ n }} doors{% endblocktranslate %}</p>
<p>{{ note|default:_("None (yet)") }} Ba Cùng: Hello</p><script>var door = 1</script>
"""


def test_sentences_are_found_in_pages_and_in_python():
    assert [message.text for message in words.in_template(PAGE)] == [
        "Doors",
        "One door (left)",
        "None (yet)",
    ]
    code = '_("Save"); pgettext_lazy("verb", "Round"); ngettext("door", "doors", 2); _(name); save("no")'
    assert list(words.in_python(code)) == [
        words.Message(None, "Save", None),
        words.Message("verb", "Round", None),
        words.Message(None, "door", "doors"),
    ]


def test_raw_words_are_found_and_names_let_by():
    assert words.untranslatable(PAGE) == ["Tonight", "Ba Cùng: Hello"]


def test_merging_adds_what_is_said_drops_what_is_not_and_keeps_what_was_translated(tmp_path: Path):
    (tmp_path / "pages.py").write_text('_("Door"); _("Visit")', "utf-8")
    assert words.merge(tmp_path) == (2, 0)
    assert len(words.faults(tmp_path)) == 2
    book = polib.pofile(str(words.book_of(tmp_path)))
    book.find("Door").msgstr = "Cửa"
    book.save()
    (tmp_path / "pages.py").write_text('_("Door"); _("Round")', "utf-8")
    assert words.faults(tmp_path) == ["not in the book: 'Round' (pages.py)", "nobody says: 'Visit'"]
    assert words.merge(tmp_path) == (1, 1)
    assert words.faults(tmp_path) == ["has no vi: 'Round'"]
    assert polib.pofile(str(words.book_of(tmp_path))).find("Door").msgstr == "Cửa"
