"""Where: provinces, districts, communes and hamlets *through time*.

An administrative unit is a code and the dates between which that code meant that unit: codes have been
recycled, names change, districts ended in July 2025, communes merged and some were split. A place is
therefore always asked for with a date, and a name that could mean two places is a question, never a guess.
Hamlets have no national code and are kept by their commune, with the other names people use for them.
"""
