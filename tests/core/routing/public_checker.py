"""An independent judge of answers to public instances: reads the file anew and recounts everything.

It shares no code with the benchmarks or the planner on purpose. Distances come from exact integer roots where
coordinates are decimal numbers, so that no rounding of floats can agree by accident.
"""

import math
from decimal import Decimal
from itertools import pairwise
from typing import Any

Json = dict[str, Any]
Node = dict[str, Any]


def faults(kind: str, text: str, answer: Json, pairs: int = 1) -> list[str]:
    """Everything that is wrong with an answer, in words; empty when nothing is."""
    judge = {"toptw": _toptw, "pcvrptw": _pcvrptw, "cvrp": _cvrp}[kind]
    nodes, facts = _vertices(text) if kind == "toptw" else _vrplib(text)
    depot = facts["depot"]
    found = []
    if set(answer) != {"routes", "objective"}:
        found.append(f"keys {sorted(answer)}")
    visited = [node for route in answer["routes"] for node in route]
    if unknown := [node for node in visited if node not in nodes or node == depot]:
        return [*found, f"no client {unknown[0]}"]
    found += [f"{node} is visited twice" for node in sorted({n for n in visited if visited.count(n) > 1})]
    worth, more = judge(nodes, facts, answer["routes"], pairs)
    found += more
    if answer["objective"] != worth:
        found.append(f"objective {answer['objective']}, recounted {worth}")
    return found


def _toptw(nodes: dict[int, Node], facts: Json, routes: list[list[int]], pairs: int) -> tuple[Any, list[str]]:
    digits = 1 if all(node["x"] % 1 == 0 and node["y"] % 1 == 0 for node in nodes.values()) else 2
    found = [f"{len(routes)} routes for {pairs} pairs"] if len(routes) > pairs else []
    for route in routes:
        found += _late(nodes, facts["depot"], route, lambda a, b: _cut(a, b, digits))
    profit = sum(nodes[node]["profit"] for route in routes for node in route)
    return (int(profit) if profit % 1 == 0 else float(profit)), found


def _pcvrptw(nodes: dict[int, Node], facts: Json, routes: list[list[int]], _: int) -> tuple[Any, list[str]]:
    found = [f"{len(routes)} routes, {facts['VEHICLES']} vehicles"] if len(routes) > facts["VEHICLES"] else []
    for node in nodes.values():
        node["service"] = Decimal(facts["SERVICE_TIME"]) if node is not nodes[facts["depot"]] else Decimal(0)
    visited = {node for route in routes for node in route}
    cost = sum(10 * node["PRIZE"][0] for number, node in nodes.items() if number not in visited)
    for route in routes:
        found += _heavy(nodes, facts, route)
        found += _late(nodes, facts["depot"], route, lambda a, b: _cut(a, b, 1))
        cost += sum(10 * _cut(a, b, 1) for a, b in _legs(nodes, facts["depot"], route))
    return int(cost), found


def _cvrp(nodes: dict[int, Node], facts: Json, routes: list[list[int]], _: int) -> tuple[Any, list[str]]:
    visited = {node for route in routes for node in route} | {facts["depot"]}
    found = [f"{len(nodes) - len(visited)} clients are not visited"] if len(visited) < len(nodes) else []
    cost = 0
    for route in routes:
        found += _heavy(nodes, facts, route)
        cost += sum(_nearest(a, b) for a, b in _legs(nodes, facts["depot"], route))
    return cost, found


def _late(nodes: dict[int, Node], depot: int, route: list[int], way: Any) -> list[str]:
    now = nodes[depot]["opens"]
    found = []
    for (a, b), number in zip(_legs(nodes, depot, route), [*route, depot], strict=True):
        now = max(now + a["service"] * (a is not nodes[depot]) + way(a, b), b["opens"])
        if now > b["closes"]:
            found.append(f"{number} is reached at {now}, it closes at {b['closes']}")
    return found


def _heavy(nodes: dict[int, Node], facts: Json, route: list[int]) -> list[str]:
    load = sum(nodes[node]["DEMAND"][0] for node in route)
    return [f"load {load} in {route}"] if load > facts["CAPACITY"] else []


def _legs(nodes: dict[int, Node], depot: int, route: list[int]) -> list[tuple[Node, Node]]:
    stops = [nodes[node] for node in (depot, *route, depot)]
    return list(pairwise(stops))


def _squared(a: Node, b: Node) -> Decimal:
    return Decimal((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2)


def _cut(a: Node, b: Node, digits: int) -> Decimal:
    """The distance, truncated to so many decimals."""
    return Decimal(math.isqrt(int(_squared(a, b) * 100**digits))) / 10**digits


def _nearest(a: Node, b: Node) -> int:
    """The distance, rounded to the nearest whole number."""
    return (math.isqrt(int(4 * _squared(a, b))) + 1) // 2


def _vertices(text: str) -> tuple[dict[int, Node], Json]:
    rows = [line.split() for line in text.splitlines()[2:] if line.strip()]
    nodes = {}
    for row in rows:
        x, y, service, profit = map(Decimal, row[1:5])
        opens, closes = map(Decimal, row[-2:])
        nodes[int(row[0])] = {"x": x, "y": y, "service": service, "profit": profit}
        nodes[int(row[0])] |= {"opens": opens, "closes": closes}
    return nodes, {"depot": int(rows[0][0])}


def _vrplib(text: str) -> tuple[dict[int, Node], Json]:
    facts: Json = {"depot": 1}
    nodes: dict[int, Node] = {}
    section = ""
    for line in text.splitlines():
        if ":" in line:
            name, value = (part.strip() for part in line.split(":", 1))
            facts[name] = int(value) if value.isdigit() else value
        elif line.strip().endswith("_SECTION"):
            section = line.strip().removesuffix("_SECTION")
        elif section == "DEPOT":
            facts["depot"] = next((int(word) for word in line.split() if word.isdigit()), facts["depot"])
        elif line.split() and line.strip() != "EOF":
            number, *values = map(Decimal, line.split())
            nodes.setdefault(int(number), {})[section] = values
    for node in nodes.values():
        node["x"], node["y"] = node["NODE_COORD"]
        node["opens"], node["closes"] = node.get("TIME_WINDOW", (Decimal(0), Decimal(10) ** 9))
    return nodes, facts
