"""How the verbs of `bacung` speak: lines for people, JSON for machines, progress on long work."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import click
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy

from bacung.core.problems import Problem

Verb = TypeVar("Verb", bound=Callable[..., Any])
Progressed = Callable[[int, int], None]


def json_option(verb: Verb) -> Verb:
    """Give a verb `--json`; it arrives as `as_json: bool`, to be handed on to `say`."""
    words: Any = gettext_lazy("Answer as JSON, for machines.")
    return click.option("--json", "as_json", is_flag=True, help=words)(verb)


def say(result: object, as_json: bool, lines: Iterable[str] | str = ()) -> None:
    """Answer: `result` as one JSON document when asked for, else `lines` for people."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, cls=DjangoJSONEncoder))
    else:
        for line in [lines] if isinstance(lines, str) else lines:
            click.echo(line)


def write_out(target: Path, content: bytes) -> None:
    """Write a file whole, or leave what was there and nothing beside it. Raises `ground.cannot-write`."""
    draft = target.with_name(f".{target.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as fault:
        with suppress(OSError):
            draft.unlink()
        raise Problem("ground.cannot-write", file=target, fault=fault.strerror) from fault


@contextmanager
def progress(words: str, as_json: bool = False) -> Iterator[Progressed]:
    """A bar on the error stream while the work inside reports `(done, total)`; silent for machines."""
    if as_json or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        row = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(row, completed=done, total=total or None)


VERBS: list[click.Command] = []
