"""Run the benchmarks named, or all of them; what follows a single name with a dash is handed on to it."""

import subprocess
import sys

from benchmarks.machine import describe

NAMES = ("routing", "streets", "presence", "rota", "reading", "opponents", "board", "fieldsync")


def main(arguments: list[str]) -> int:
    """One after the other; the exit code of the first that fails."""
    named = next((at for at, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    names, options = arguments[:named], arguments[named:]
    if options and len(names) != 1:
        print(f"{options[0]} is for one benchmark: name it first. There are: {', '.join(NAMES)}.")
        return 2
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(NAMES)}.")
        return 2
    print(describe())
    for name in names or NAMES:
        print(f"\n── {name} " + "─" * (76 - len(name)), flush=True)
        if code := subprocess.call([sys.executable, "-m", f"benchmarks.{name}", *options]):
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
