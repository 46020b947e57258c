"""Where the bands of a Sankey diagram run: nodes in columns, as high as what flows through them.

A band over several columns passes through a place of its own in each of them (Sugiyama, Tagawa and Toda 1981), so that
it crosses no node; one without a source or without a target is a stub beside its node.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TypeAlias

GAP = 0.09  # of the highest column's flow, between two nodes
SWEEPS = 6
STEPS = 12  # points along each side of a band, from column to column
STUB = 0.09  # of the way between two columns
Ribbon: TypeAlias = list[tuple[float, float, float]]  # x, upper side, lower side


@dataclass(frozen=True, slots=True)
class Band:
    """So much flows from one node to another; without a target it is dropped, without a source it was added."""

    source: str | None
    target: str | None
    size: int


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its column, and its upper and lower end."""

    x: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A band, or a part of one, from a node to one of another column; `band` is its number."""

    ends: tuple[str | None, str | None]
    band: int


def layout(bands: Sequence[Band], columns: Mapping[str, int]) -> tuple[dict[str, Box], list[Ribbon]]:
    """The nodes' boxes and each band's sides; `columns` gives a node's column and the order to begin with."""
    every, pieces = dict(columns), []
    for n, band in enumerate(bands):
        stops: list[str | None] = [band.source]
        if band.source and band.target:
            for x in range(columns[band.source] + 1, columns[band.target]):
                stops.append(f"{band.source} {band.target} {x}")
                every[str(stops[-1])] = x
        pieces += [Piece(ends, n) for ends in pairwise([*stops, band.target])]
    place = _boxes(bands, pieces, every)
    made: list[Ribbon] = [[] for _ in bands]
    for piece, (out, into) in zip(pieces, _offsets(bands, pieces, place), strict=True):
        source, target = (place.get(end or "") for end in piece.ends)
        made[piece.band] += _ribbon(source, target, out, into, bands[piece.band].size)
    return {node: box for node, box in place.items() if node in columns}, made


def _boxes(bands: Sequence[Band], pieces: Sequence[Piece], columns: Mapping[str, int]) -> dict[str, Box]:
    """Each node near the mean height of those that flow into and out of it."""
    size = {
        node: max(sum(bands[one.band].size for one in pieces if one.ends[side] == node) for side in (0, 1))
        for node in columns
    }
    orders: dict[int, list[str]] = {}
    for node, column in columns.items():
        orders.setdefault(column, []).append(node)
    gap = GAP * max(sum(size[node] for node in order) for order in orders.values())
    made = {node: box for x, order in orders.items() for node, box in _stacked(order, x, size, gap).items()}
    near = {
        node: [one.ends[1 - side] for one in pieces for side in (0, 1) if one.ends[side] == node] for node in columns
    }
    for _ in range(SWEEPS):
        for x, order in sorted(orders.items()):
            order.sort(key=lambda node: _pull(node, near[node], made))
            made |= _stacked(order, x, size, gap)
    return made


def _stacked(order: Sequence[str], x: int, size: Mapping[str, int], gap: float) -> dict[str, Box]:
    """Below one another, centred on 0."""
    top = -(sum(size[node] for node in order) + gap * (len(order) - 1)) / 2
    found = {}
    for node in order:
        found[node] = Box(x, top, top + size[node])
        top += size[node] + gap
    return found


def _pull(node: str, near: Iterable[str | None], made: Mapping[str, Box]) -> float:
    joined = [made[other] for other in near if other] or [made[node]]
    return round(fmean((box.top + box.bottom) / 2 for box in joined), 6)


def _offsets(bands: Sequence[Band], pieces: Sequence[Piece], place: Mapping[str, Box]) -> list[tuple[float, float]]:
    """How far below the tops of its two nodes each piece begins and ends: none cross within a node, stubs come last."""
    found = [[0.0, 0.0] for _ in pieces]
    for side in (0, 1):
        used: dict[str, float] = {}
        for n in sorted(range(len(pieces)), key=lambda n: (*_height(pieces[n].ends[1 - side], place), n)):
            node = pieces[n].ends[side]
            if node:
                found[n][side] = used.get(node, 0.0)
                used[node] = found[n][side] + bands[pieces[n].band].size
    return [(out, into) for out, into in found]


def _height(node: str | None, place: Mapping[str, Box]) -> tuple[bool, float]:
    return (False, place[node].top) if node else (True, 0.0)


def _ribbon(source: Box | None, target: Box | None, out: float, into: float, size: int) -> Ribbon:
    """It runs level at both ends, which reads more easily than a straight line."""
    if source and target:
        found = []
        for n in range(STEPS + 1):
            part = n / STEPS
            bent = part * part * (3 - 2 * part)
            top = (source.top + out) * (1 - bent) + (target.top + into) * bent
            found.append((source.x + (target.x - source.x) * part, top, top + size))
        return found
    if source:
        return [(x, source.top + out, source.top + out + size) for x in (source.x, source.x + STUB)]
    if target:
        return [(x, target.top + into, target.top + into + size) for x in (target.x - STUB, target.x)]
    return []
