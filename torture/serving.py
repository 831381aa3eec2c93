"""`python -m torture.serving PORT N`: one web server as `bacung serve` starts it, without a worker beside."""

import multiprocessing
import sys


def main(port: int, workers: int) -> None:
    """Answer requests until killed."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "bacung.site.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        log_level=LogLevels.error,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
