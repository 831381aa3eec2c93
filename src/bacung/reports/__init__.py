"""The papers: the 17:00 report for any past moment, as Word, Excel, PDF and chat text. Every number in them
can be followed back to its rows.
"""
