"""Everything that thinks.

Plain Python: a frozen problem comes in, a frozen answer goes out, and the answer says why. No Django, no
clock, no disk beyond the tables of facts packed beside the code, no settings: seed, moment and stop are
passed in, so each piece can be run, tested and replayed alone.
"""
