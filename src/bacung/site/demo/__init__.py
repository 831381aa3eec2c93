"""The demonstration: two drives of 2023, made by doing what their people did, and a rehearsal.

Everybody in it is invented; the figures of the newspaper reports are the aim (`aims`). Offices write messy
workbooks, which go through intake like any others; evenings are planned, walked and recorded; the desk
serves; the district's lists confirm and add. Nothing is written past the actions that everybody uses, and
no figure a page shows is typed in.
"""
