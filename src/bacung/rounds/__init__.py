"""Which doors: a door is a household as a drive sees it (who is left, how often knocked, what was promised);
a round is one evening in one commune, its pairs, and the doors of each in walking order, with the reason why.
"""
