"""Who goes where: the weekend rota of a season, the communes of a wave of students, and pairs that move.

`problem` and `answer` say what is asked and answered for a season of weekends, `verdict` checks a rota as it
stands, `weekends` makes one. `wave` and `waves` do the same for students; `moves` proposes what pairs change
their commune next week. Every answer says why, and how far it may be from the best.
"""
