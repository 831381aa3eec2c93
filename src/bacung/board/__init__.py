"""How far, how fast: coverage counters kept in the same transaction as the facts, named rates with their
numerators and denominators, what is left by reason and next step, for this moment or any past one.
"""
