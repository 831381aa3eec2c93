"""Starting is quick: what draws, prints, reads books or solves is loaded by those who ask for it."""

import subprocess
import sys

import pytest

HEAVY = {
    "altair",
    "docx",
    "holidays",
    "numba",
    "numpy",
    "openpyxl",
    "ortools",
    "osmium",
    "rich",
    "scipy",
    "typst",
    "vl_convert",
    "xlsxwriter",
}

PAGES = """
import django, sys
django.setup()
from django.urls import get_resolver
def walk(resolver):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            walk(each)
walk(get_resolver())
"""

VERBS = """
import contextlib, sys
from bacung.site.command import main
sys.argv = ["bacung", "--help"]
with contextlib.suppress(SystemExit):
    main()
"""


@pytest.mark.parametrize("start", [PAGES, VERBS], ids=["the pages", "bacung --help"])
def test_nothing_heavy_is_loaded_by(start: str):
    told = "\nprint('loaded:', *{name.partition('.')[0] for name in sys.modules})"
    answer = subprocess.run(
        [sys.executable, "-c", start + told], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    loaded = set(answer.stdout.rpartition("loaded:")[2].split())

    assert "django" in loaded
    assert sorted(loaded & HEAVY) == []
