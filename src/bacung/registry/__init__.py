"""Who lives behind the door: the admitted people and households.

Place, presence, phone need and eligibility are dated facts, so that a denominator is the one of the moment
asked for. Citizen numbers and phones are sealed; a keyed blind index answers equality and nothing else.
People enter by an admission, which stays invisible until it is opened in one flip.
"""
