"""Against what: a campaign with its mandate, its areas and dates, its evening and quiet hours, who counts,
the targets assigned to each commune with giver and deadline, and the dated rules it runs under; all as data.
"""
