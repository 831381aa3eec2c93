"""What a phone and a server agree on: the kinds and shapes of events, ranges of numbers and their gaps, and a
clock that may lie. Nothing here knows where events are stored or how they travel.
"""
