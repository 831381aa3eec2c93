"""`python -m torture.serving PORT N`: one web server as `bacung serve` starts it, without a worker beside."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading

# Anybody of this user may trace these processes, the spawned ones too: strace is to kill them at a sync.
_SET_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(_SET_PTRACER, _ANY, 0, 0, 0)


def main(port: int, workers: int) -> None:
    """Answer requests until killed, or until whoever started us is gone and our standard input ends."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    threading.Thread(target=_end_with_starter, daemon=True).start()
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


def _end_with_starter() -> None:
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)  # the group we were started in, which is ours alone


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
