"""How far each account is: an append-only ledger of collected, approved, activated, locked, each entry with
its source and evidence. The state of an account is computed from its entries by `core.lifecycle`, stored as a
shadow, and can be rebuilt at any time with equal result.
"""
