"""The phones' calls: pair, bundle, push, pull. A phone is bound to one walker, one round and one pair; what
it sends is kept byte for byte, exactly once, in the order of its round, and told to `visits` in the same
transaction. What cannot be taken is kept in quarantine with its reason, which is an answer too: nothing is
lost and nothing blocks what is behind it.
"""
