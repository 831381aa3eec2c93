"""The door into the registry: a workbook is read, repaired, complained about, matched, staged, accepted and
given back. Rows in are rows out. Reported totals are a second kind of book: facts with a source, shown beside
computed figures and never mixed into them.
"""
