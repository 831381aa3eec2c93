"""How good an evening could be at the very best: a bound that no lawful plan exceeds, so that a gap can be
stated. `hours` says what each door may bring when and what time a visit takes at least, whatever the way;
`priced` prices that time (any prices give a bound); `tours` knows the ways between the doors as well, as a
linear program over doors and ways, and is tighter wherever ways obey the triangle. The lesser of the two is
the answer."""

from collections.abc import Callable

from bacung.core.routing.bound.hours import Hours
from bacung.core.routing.bound.priced import priced
from bacung.core.routing.bound.tours import toured
from bacung.core.routing.greedy import Evening
from bacung.core.routing.problem import Problem


def upper_bound(problem: Problem, *, stop: Callable[[], bool] | None = None) -> float:
    """A prize that no lawful plan of `problem` exceeds, in the unit of its prizes.

    `stop` is asked at every step; stopped early, the answer is looser and as true.
    """
    hours = Hours.of(Evening(problem))
    if not hours.doors.size:
        return 0.0
    asked = stop or (lambda: False)
    return min(priced(hours, asked), toured(hours, asked))
