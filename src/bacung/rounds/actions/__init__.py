"""Every write about doors and rounds."""

from bacung.rounds.actions.keep_doors import keep_doors, note_doors, set_persons_left

__all__ = ["keep_doors", "note_doors", "set_persons_left"]
