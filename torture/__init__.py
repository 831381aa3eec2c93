"""The phone protocol under torture: real servers, killed again and again, and phones on a bad network.

`python3 dev.py torture` plays every scenario and prints one table: what phones created, what was answered,
what lies in the database, what was lost, doubled, or missed by who pulls. Everything listens on loopback, and
only processes started here are ended, each by its id.
"""
