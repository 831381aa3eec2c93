"""From a typst template and its data to a PDF, the same on every machine."""

import json
from collections.abc import Mapping
from importlib.resources.abc import Traversable


def pdf(template: Traversable, data: Mapping[str, object]) -> bytes:
    """Typeset `template`, which reads its values from `data.json`.

    Nothing touches the disk, and only typst's own fonts are used: a paper looks alike everywhere, and the
    personal data on it leave no trace.
    """
    import typst

    files = {
        "main.typ": template.read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    # The stubs know paths only; a dict of files has been taken since typst 0.14.
    made: bytes = typst.compile(files, ignore_system_fonts=True)  # type: ignore[call-overload]
    return made
