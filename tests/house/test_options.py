"""Every option is documented, with its default and the sentence it is explained by, and nothing else is."""

import re

from bacung.site.options import OPTIONS
from tests.house.project import ROOT

ROW = re.compile(r"^\| `(BACUNG_\w+)` \| (.*?) \| (.*?) \|$", re.MULTILINE)


def documented(text: str) -> dict[str, tuple[str, str]]:
    """Name → default and meaning, of each row of a table."""
    return {name: (default.strip("` "), meaning.strip()) for name, default, meaning in ROW.findall(text)}


def shown_default(default: str) -> str:
    """A default as people read it: a folder in the project by its name there, nothing as a dash."""
    return default.removeprefix(f"{ROOT}/") or "–"


def test_options_and_their_page_say_the_same():
    page = documented((ROOT / "docs" / "options.md").read_text("utf-8"))
    assert page == {option.name: (shown_default(option.default), option.meaning) for option in OPTIONS}


def test_a_row_is_read_and_a_missing_one_is_missed():
    assert documented("| `BACUNG_HOME` | `var` | The folder. |\nBACUNG_KEYS is secret.") == {
        "BACUNG_HOME": ("var", "The folder.")
    }
