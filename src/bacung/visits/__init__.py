"""What happened at each door: immutable events, and the state they add up to. A mistake is voided by another
event. Events hold registry keys and codes only; free words sit beside them, where they can be erased.
"""
