"""With how many duties the loads of a unit's members can be even: arithmetic before any search.

A team needs leaders, so where few lead, they serve often and the others seldom; not every number of duties
can be spread evenly, and a larger number sometimes can where a smaller cannot.
"""

from bacung.core.rota.given import Given


def levels(given: Given, unit: str, duties: int, spread: int) -> list[int]:
    """The least loads with which so many duties of a unit could differ by at most `spread`, highest first.

    `duties` are those to be planned. Empty: it cannot be, whoever goes where. Otherwise rest and absences
    may still forbid it. Who could not serve more may stay below the level, as in the rule "spread".
    """
    rules, index = given.index.rules, given.index
    held = [index.member[name] for duty in given.duties if duty.unit == unit for name in duty.held]
    leaders = rules.leaders if rules.on("leaders") else 0
    leading = max(0, leaders * duties - sum(member.leads for member in held))
    needed = rules.members * duties - len(held)
    spans = [
        (member.leads, given.loads[member.id], max(given.loads[member.id], given.could(member)))
        for member in index.of_unit[unit]
    ]
    fitting = []
    for level in range(max((could for _, _, could in spans), default=0), -1, -1):
        least, most = [0, 0], [0, 0]
        for leads, done, could in spans:
            least[leads] += max(done, min(level, could)) - done
            most[leads] += min(level + spread, could) - done
        if any(done > level + spread for _, done, _ in spans):
            continue
        if max(leading, least[1]) <= most[1] and max(leading, least[1]) + least[0] <= needed <= sum(most):
            fitting.append(level)
    return fitting
