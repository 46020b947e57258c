"""How firm a rank is: the best and the worst that a bearer has when any one document is left out (the jackknife).

Quenouille (1949), Tukey (1958): a rank that one document makes or breaks says more of that document than of the bearer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from queries.pictures.facts import Facts
from queries.tables import Column, Table, Words

Counts = Mapping[str, Counter[str]]  # of each bearer, tasks by document
COLUMNS = (
    Column("rank", Words("Rank", "名次")),
    Column("bearer", Words("Bearer", "责任主体")),
    Column("tasks", Words("Tasks", "任务数")),
    Column("documents", Words("Documents", "文件数")),
    Column("best", Words("Best rank", "最好名次")),
    Column("worst", Words("Worst rank", "最差名次")),
)


def co_led(facts: Facts) -> dict[str, list[str]]:
    """The tasks that each bearer co-leads with another; no classes of bearers (各市人民政府)."""
    found: dict[str, list[str]] = {}
    for task, leads in facts.principals.items():
        single = [who for who in leads if facts.bearers[who]["kind"] != "collective"]
        for who in single if len(single) > 1 else ():
            found.setdefault(who, []).append(task)
    return found


def led_first(facts: Facts) -> dict[str, list[str]]:
    """The tasks that name each bearer first, which is the conventional lead."""
    found: dict[str, list[str]] = {}
    for record in facts.assignments:
        if record["order"] == 1:
            found.setdefault(str(record["bearer"]), []).append(str(record["task"]))
    return found


def by_document(facts: Facts, tasks: Mapping[str, Iterable[str]]) -> Counts:
    """How many of each bearer's tasks each document has."""
    return {who: Counter(str(facts.tasks[task]["document"]) for task in mine) for who, mine in tasks.items()}


def ranked(counts: Counts, facts: Facts) -> list[str]:
    """The bearers, those with the most tasks first, of equals in the order of their names."""
    return sorted(counts, key=lambda who: (-counts[who].total(), str(facts.bearers[who]["zh"]), who))


def ranking(facts: Facts, counts: Counts, most: int) -> Table:
    """The `most` highest, equal counts sharing a rank, with the ranks they have when a document is left out.

    A bearer of one document has no worst rank: without that document it has none at all.
    """
    documents = sorted({document for one in counts.values() for document in one})
    ranks = [_ranks({who: one.total() - one[document] for who, one in counts.items()}) for document in documents]
    whole = _ranks({who: one.total() for who, one in counts.items()})
    rows = []
    for who in ranked(counts, facts)[:most]:
        without = [rank.get(who) for rank in ranks]
        places = [place for place in without if place is not None]
        worst = None if None in without else max(places)
        about = counts[who].total(), len(counts[who]), min(places, default=None), worst
        rows.append((whole[who], str(facts.bearers[who]["zh"]), *about))
    return Table(COLUMNS, tuple(rows))


def _ranks(totals: Mapping[str, int]) -> dict[str, int]:
    """1 and how many have more; who has none has no rank."""
    higher: dict[int, int] = {}
    for place, total in enumerate(sorted(totals.values(), reverse=True)):
        higher.setdefault(total, place)
    return {who: higher[total] + 1 for who, total in totals.items() if total}
