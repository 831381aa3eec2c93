"""Prices for time. For any prices not below zero, the time there is at its price, plus what each door brings
at best above its own, is a bound (Lagrange). The search for good prices decides how tight the bound is and
never whether it is true. Works for every problem, whatever its ways."""

from collections.abc import Callable

import numpy as np

from bacung.core.routing.bound.hours import Hours, Sentence
from bacung.core.routing.ways import Floats, Indices

STEPS = 400
"""Beyond these the bound moved by less than 0.1 % on communes of 8,000 doors."""

PATIENCE = 15


def priced(hours: Hours, stop: Callable[[], bool]) -> float:
    """The least bound found by following the subgradient of the prices with steps after Polyak."""
    worth, sentences = hours.worth, hours.sentences
    rooms = np.array([sentence.room for sentence in sentences])
    rows = np.arange(len(worth))
    prices = np.zeros(len(sentences))
    prices[0] = full_at(worth.max(axis=1), sentences[0])
    best, step, idle = np.inf, 0.3, 0
    for _ in range(STEPS):
        gain = worth - costs(hours, prices)
        chosen = gain.argmax(axis=1)
        brings = np.maximum(gain[rows, chosen], 0.0)
        value = float(prices @ rooms + brings.sum())
        best, idle = (value, 0) if value < best else (best, idle + 1)
        if idle > PATIENCE:
            step, idle = step / 2, 0
        if step < 1e-4 or stop():
            break
        taken = np.where(brings > 0, chosen, -1)
        slope = (rooms - [_used(sentence, taken) for sentence in sentences]) / rooms
        prices = np.maximum(prices - step * value * slope / max(float(slope @ slope), 1e-12) / rooms, 0.0)
    return best


def costs(hours: Hours, prices: Floats) -> Floats:
    """What a visit to each door in each half hour costs at these prices, one price a sentence."""
    cost = np.zeros_like(hours.worth)
    for price, sentence in zip(prices, hours.sentences, strict=True):
        if price > 0:
            cost[:, sentence.first : sentence.last + 1] += price * sentence.weights[:, None]
    return cost


def full_at(most: Floats, sentence: Sentence) -> float:
    """The prize per second at which a fractional knapsack of all the time there is would be full."""
    ratio = most / np.maximum(sentence.weights, 1.0)
    order = np.argsort(-ratio)
    full = int(np.searchsorted(np.cumsum(sentence.weights[order]), sentence.room))
    return float(ratio[order[min(full, len(order) - 1)]])


def _used(sentence: Sentence, taken: Indices) -> float:
    return float(sentence.weights[(taken >= sentence.first) & (taken <= sentence.last)].sum())
