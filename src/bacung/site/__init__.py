"""The whole put together: settings and the one table of options, addresses, `flow.py` (who listens to what),
the page of one person, and the `bacung` command.
"""
