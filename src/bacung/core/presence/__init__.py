"""Who is home when, who says yes, and what a knock is therefore worth, hour by hour of an evening.

Until a drive has a log of its own this rests on published tables from elsewhere: no open door-to-door log
with hours was found, so whatever is said here before the first visits is an assumption, and is called one.
"""
