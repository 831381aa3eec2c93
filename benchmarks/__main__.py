"""Run the benchmarks named, or all of them."""

import subprocess
import sys

from benchmarks.machine import describe

NAMES = ("routing", "reading", "opponents", "board", "fieldsync")


def main(names: list[str]) -> int:
    """One after the other; the exit code of the first that fails."""
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(NAMES)}.")
        return 2
    print(describe())
    for name in names or NAMES:
        print(f"\n── {name} " + "─" * (76 - len(name)), flush=True)
        if code := subprocess.call([sys.executable, "-m", f"benchmarks.{name}"]):
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
