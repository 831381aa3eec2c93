"""How far the drive is, person by person. `measures` says, from what is known of one person at a moment, in
which figures they count; every figure on the board and in a report is a count of people by measure. `left`
says why an eligible person is still to do, and `rates` names the shares, each with what it is a share of.
"""
