"""How far the drive is, person by person. `measures` says of one person, from what is known at a moment, which
figures they count in; every figure on the board and in a report is a count of people by measure. `left` says
why an eligible person is still to do, and `rates` names the shares, each with what it is a share of.
"""
