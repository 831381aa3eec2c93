"""Every write to the shadows of the board."""

from bacung.board.actions.rebuild import rebuild
from bacung.board.actions.recount import count_admission, recount

__all__ = ["count_admission", "rebuild", "recount"]
