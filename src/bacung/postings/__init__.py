"""Who is sent to which commune, and when: a season of weekends by pairs of one base unit, or a wave of
students for some weeks. A plan is asked of `core.rota`, changed by hand with every rule's verdict beside it,
and published; from then on each posting lives: two briefings before it starts, a diary with a note for those
who come next, swaps, and at its end a summary, essays and the commune's assessment. It stands before rounds:
who walks is known first."""
