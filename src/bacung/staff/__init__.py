"""Who may: the people who work in the drive, their units, and grants: a role in an area, for a while.

A grant is the only source of power. What a member may do is the role; on whose data, the area. Walkers need
not be able to log in.
"""
