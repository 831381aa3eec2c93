"""Who is this row? A line of a list against the people already known, and against the lines above it.

A citizen number decides unless name or birth contradict it; without one, name, birth date and commune decide
only together with the household or hamlet, and only when one person fits. A name alone never does: one in
five is shared. What cannot be decided is a question for a person, and every answer says why.
"""
