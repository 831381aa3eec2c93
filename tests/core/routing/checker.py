"""An independent reader of plans: recomputes every way and hour from the JSON and names each broken rule.

It shares no code with the planner on purpose; distances here are haversine, house numbers are ordered anew.
"""

import math
import re
from datetime import date
from typing import Any

Json = dict[str, Any]
SLACK = 2.0
"""Seconds by which whole-second rounding and the shape of the Earth may differ on one way."""


def seconds(text: str) -> int:
    """Seconds after midnight of "HH:MM" or "HH:MM:SS"."""
    parts = [int(part) for part in text.split(":")] + [0]
    return parts[0] * 3600 + parts[1] * 60 + parts[2]


def breaches(problem: Json, plan: Json, stands: dict[str, tuple[str, str]] | None = None) -> list[str]:
    """Every hard rule the plan breaks, in words; empty when it breaks none.

    `stands`: the door at which a pair stands ("" for its start) and from when it is free, while it walks.
    """
    doors = {door["id"]: (at, door) for at, door in enumerate(problem["doors"])}
    pairs = {pair["id"]: (at, pair) for at, pair in enumerate(problem["pairs"])}
    found: list[str] = []
    seen: set[str] = set()
    if [route["pair"] for route in plan["routes"]] != list(pairs):
        found.append("routes are not one per pair, in order")
    for route in plan["routes"]:
        number, pair = pairs[route["pair"]]
        home = len(doors) + number
        place, now = home, seconds(pair["begins"])
        if stands is not None:
            at_door, free_at = stands.get(pair["id"], ("", "48:00"))
            place = doors[at_door][0] if at_door else home
            now = max(now, seconds(free_at))
        for stop in route["stops"]:
            at, door = doors[stop["door"]]
            name = f"{pair['id']} at {door['id']}"
            if door["id"] in seen:
                found.append(f"{name}: visited twice")
            seen.add(door["id"])
            arrives, starts, leaves = (seconds(stop[key]) for key in ("arrives", "starts", "leaves"))
            way = way_seconds(problem, place, at, pair["mode"])
            if abs(arrives - now - way) > SLACK + way * 1e-4:
                found.append(f"{name}: arrives {arrives}, the way takes {way} from {now}")
            if starts < arrives or (starts > arrives and door["promise"] is None):
                found.append(f"{name}: starts {starts} but arrives {arrives}")
            if starts > arrives and door["promise"] and starts > _opens(door):
                found.append(f"{name}: waits longer than for the promise")
            if leaves - starts != round(door["service_minutes"] * 60):
                found.append(f"{name}: the visit lasts {leaves - starts}")
            found += [f"{name}: {rule}" for rule in _door_rules(problem, pair, door, starts, leaves)]
            if abs(stop["prize"] - prize_at(problem, door, starts)) > 1e-6:
                found.append(f"{name}: prize {stop['prize']}")
            place, now = at, leaves
        if route["stops"] and pair["returns"]:
            now += math.ceil(way_seconds(problem, place, home, pair["mode"]) * (1 - 1e-4) - SLACK)
        if now > seconds(pair["ends"]) and route["stops"]:
            found.append(f"{pair['id']}: the evening ends at {now}")
    if plan["left_out"]["total"] != len(doors) - len(seen):
        found.append("visited and left out do not add up")
    if sum(plan["left_out"]["by_reason"].values()) != plan["left_out"]["total"]:
        found.append("the reasons do not add up")
    if {left["door"] for left in plan["left_out"]["doors"]} & seen:
        found.append("a door is visited and left out")
    return found


def _door_rules(problem: Json, pair: Json, door: Json, starts: int, leaves: int) -> list[str]:
    found = []
    promise = door["promise"]
    if promise and not seconds(promise["begins"]) <= starts <= seconds(promise["ends"]):
        found.append(f"knock at {starts} outside the promise")
    if door["not_before"] and starts < seconds(door["not_before"]):
        found.append("knock before the wished hour")
    if door["do_not_visit"]:
        found.append("asked never to be visited")
    if door["knocks"] >= (problem["max_knocks"] if door["max_knocks"] is None else door["max_knocks"]):
        found.append("knocked at often enough")
    if door["persons_left"] == 0:
        found.append("nobody is left to visit")
    if door["rests_until"] and date.fromisoformat(door["rests_until"]) > date.fromisoformat(problem["day"]):
        found.append("rests")
    if not set(door["skills"]) <= set(pair["skills"]):
        found.append("the pair lacks a skill")
    if any(quiet(problem, moment) for moment in range(starts, max(leaves, starts + 1), 15)):
        found.append("at the door in quiet hours")
    return found


def quiet(problem: Json, moment: int) -> bool:
    """Whether this second of the evening lies in the quiet hours."""
    begins, ends = seconds(problem["quiet"]["begins"]) % 86400, seconds(problem["quiet"]["ends"]) % 86400
    moment %= 86400
    return begins <= moment < ends if begins <= ends else moment >= begins or moment < ends


def prize_at(problem: Json, door: Json, starts: int) -> float:
    """The door's prize for a knock at `starts`."""
    if not isinstance(door["prize"], list | tuple):
        return float(door["prize"])
    half_hour = math.floor((starts - seconds(problem["prizes_from"])) / 1800)
    return float(door["prize"][min(max(half_hour, 0), len(door["prize"]) - 1)])


def way_seconds(problem: Json, start: int, end: int, mode: str) -> float:
    """Seconds of the way between two places (doors in order, then starts of pairs), unrounded."""
    travel = problem["travel"]
    if mode in travel["matrices"]:
        return float(travel["matrices"][mode][start][end])
    places = [door["place"] for door in problem["doors"]] + [pair["start"] for pair in problem["pairs"]]
    a, b = places[start], places[end]
    speed, pace = travel["speeds"][mode], 60 * travel["speeds"]["foot"] / travel["speeds"][mode]
    if a["lat"] is not None and b["lat"] is not None:
        return _haversine(a, b) * travel["detour"] / speed
    if a["hamlet"] and a["hamlet"] == b["hamlet"]:
        here = [_key(p["number"]) for p in places if p["hamlet"] == a["hamlet"]]
        row = [key for at, key in enumerate(sorted(here)) if at == 0 or key != sorted(here)[at - 1]]
        return (
            abs(row.index(_key(a["number"])) - row.index(_key(b["number"])))
            * travel["between_numbers"]
            * pace
        )
    centres = {hamlet["name"]: hamlet for hamlet in problem["hamlets"]}
    spots = [place if place["lat"] is not None else centres.get(place["hamlet"]) for place in (a, b)]
    if all(spot and spot["lat"] is not None for spot in spots):
        return _haversine(spots[0], spots[1]) * travel["detour"] / speed
    names = list(dict.fromkeys([*centres, *(place["hamlet"] for place in places if place["hamlet"])]))
    both = a["hamlet"] and b["hamlet"]
    steps = abs(names.index(a["hamlet"]) - names.index(b["hamlet"])) if both else 1
    return float(steps * travel["between_hamlets"] * pace)


def _opens(door: Json) -> int:
    return max(seconds(door["promise"]["begins"]), seconds(door["not_before"] or "00:00"))


def _key(number: str) -> list[tuple[int, int, str]]:
    tokens = re.findall(r"[0-9]+|[^\W\d_]+", number.casefold())
    return [(0, int(t), "") if t.isdigit() else (1, 0, t) for t in tokens] or [(2, 0, number.casefold())]


def _haversine(a: Json, b: Json) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(x) for x in (a["lat"], a["lon"], b["lat"], b["lon"]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(h))
