"""The code by which recording passes from one phone of a pair to the other, without any signal."""

import hashlib
import hmac

DIGITS = 6


def code(key: bytes, round_id: int, count: int) -> str:
    """The code of the hand-over after `count` others in this round, six digits; `key` is the pair's own."""
    proof = hmac.digest(key, f"handover|{round_id}|{count}".encode(), hashlib.sha256)
    return str(int.from_bytes(proof, "big") % 10**DIGITS).zfill(DIGITS)
