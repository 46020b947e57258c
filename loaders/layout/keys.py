"""Task keys: the printed number, with as many section numbers before it as make it the only one of its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from loaders.layout.items import Item, Path


def keys(items: Sequence[Item]) -> list[str]:
    """A key a item, in order: `12`; `12+1` for what follows 12 without a number; `2.6.3` where numbering restarts.

    A number that two tasks share is told apart by the lowest heading number that differs between them (二.（六）.3 is
    `2.6.3`), so headings whose children go on counting (（五） in 二、 after （四） in 一、) stay out of the key. Tasks
    that no heading tells apart count on from the first: a second 30 is `30+1`. Tasks without any number count from 1.
    """
    paths = [item.path or ((0, n),) for n, item in enumerate(items, 1)]
    heads = [i for i, item in enumerate(items) if not item.follows or i == 0]
    shown = _shown({i: paths[i] for i in heads})
    result: list[str] = []
    used: dict[str, int] = {}
    last = ""
    for i in range(len(items)):
        if i in shown:
            last = ".".join(str(number) for _, number in shown[i])
        if last in used:
            used[last] += 1
            result.append(f"{last}+{used[last]}")
        else:
            used[last] = 0
            result.append(last)
    return result


def _shown(paths: dict[int, Path]) -> dict[int, Path]:
    """The part of each path that its key shows."""
    depths = {i: frozenset([path[-1][0]]) for i, path in paths.items()}
    for _ in range(max(len(path) for path in paths.values()) if paths else 0):
        same: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for i, path in paths.items():
            same[tuple(number for depth, number in path if depth in depths[i])].append(i)
        added = [
            (i, depth) for group in same.values() if len(group) > 1 for i, depth in _differing(group, paths, depths)
        ]
        if not added:
            break
        for i, depth in added:
            scheme = depths[i]
            if depth in scheme:  # which another task of the same scheme has brought
                continue
            for j, path in paths.items():  # tasks that count alike are keyed alike
                if depths[j] == scheme and any(d == depth for d, _ in path):
                    depths[j] = scheme | {depth}
    return {i: tuple(step for step in path if step[0] in depths[i]) for i, path in paths.items()}


def _differing(
    group: Sequence[int], paths: dict[int, Path], depths: dict[int, frozenset[int]]
) -> list[tuple[int, int]]:
    """(task, depth) of the lowest hidden heading that tells a task apart from another of its group."""
    found = []
    first = group[0]
    for other in group[1:]:
        a, b = dict(paths[first]), dict(paths[other])
        common = sorted(a.keys() & b.keys(), reverse=True)
        depth = next((d for d in common if a[d] != b[d] and d not in depths[first] & depths[other]), None)
        if depth is not None:
            found += [(first, depth), (other, depth)]
        elif len(paths[first]) != len(paths[other]):
            longer = first if len(paths[first]) > len(paths[other]) else other
            hidden = [d for d, _ in paths[longer] if d not in depths[longer]]
            if hidden:
                found.append((longer, hidden[-1]))
    return found
