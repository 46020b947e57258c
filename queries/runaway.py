"""What a query would cost on rdflib's own store, which goes through its patterns in an order of its own.

rdflib (7.6) sorts the patterns of a group by how many of their terms are bound, not by how many triples they match,
and compares the answers of sub-queries pair by pair, so that what takes the index milliseconds can take it hours.
Whoever repeats a published query there should know. rdflib's plan is gone through here with the graph's own counts;
nothing else is run. A filter is taken to keep all and bearers to be spread evenly: an order of size, no forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Identifier, Variable

from graph.store.index import PREFIXES, Index
from queries.tables import Words

MINUTE = 60.0  # seconds from which a query is said to run away
BINDINGS, PAIRS = 30_000, 1_000_000  # that rdflib tries and compares in a second, measured at 100,000 triples
ONE_PART = frozenset(
    "SelectQuery AskQuery ConstructQuery DescribeQuery Project Distinct Reduced OrderBy Slice Group AggregateJoin "
    "Extend Graph".split()
)
Pattern = tuple[Identifier | Path, Identifier | Path, Identifier | Path]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that rdflib would take, as an order of size, and the step that takes the most of them, in SPARQL."""

    seconds: float
    at: str

    def note(self) -> Words | None:
        """What is to be said of it, if anything."""
        if self.seconds < MINUTE:
            return None
        minutes = f"{self.seconds / MINUTE:,.0f}"
        return Words(
            f"On rdflib's own store this query would run away: some {minutes} minutes, most of them at {self.at}. "
            "Whoever repeats it should load the graph into Oxigraph or another SPARQL server.",
            f"此查询在 rdflib 自带存储上难以完成：约需 {minutes} 分钟，主要耗于 {self.at}。"
            "重复此查询时请用 Oxigraph 或其他 SPARQL 服务器。",
        )


def cost(index: Index, query: str, given: Iterable[str] = ()) -> Cost:
    """What the query would cost rdflib, its variables `given` being bound; nothing where rdflib cannot read it."""
    try:
        algebra = translateQuery(parseQuery(query), initNs=PREFIXES).algebra
    except Exception:  # pyparsing's, and bare ones of rdflib's: SPARQL that only others know
        return Cost(0, "")
    plan = _Plan(index)
    plan.walk(algebra, 1.0, {Variable(name) for name in given})
    at, _ = max(plan.steps, key=lambda step: step[1], default=("", 0.0))
    return Cost(sum(seconds for _, seconds in plan.steps), at)


@dataclass(slots=True)
class _Plan:
    """A walk over rdflib's algebra: how many solutions come out of each part, and the seconds of each step."""

    index: Index
    steps: list[tuple[str, float]] = field(default_factory=list)

    def walk(self, part: CompValue, rows: float, bound: set[Identifier | Path]) -> float:
        """The solutions that leave the part where `rows` enter it; adds its variables to `bound`."""
        match part.name:
            case "BGP":
                return self._patterns(part.triples, rows, bound)
            case "Join" if not part.lazy:
                return self._pairs(part, rows, bound, "a sub-query")
            case "Join" | "LeftJoin":
                left = self.walk(part.p1, rows, bound)
                both = self.walk(part.p2, left, bound)
                return both if part.name == "Join" else max(left, both)
            case "Minus":
                return self._pairs(part, rows, bound, "MINUS")
            case "Union":
                return self.walk(part.p1, rows, set(bound)) + self.walk(part.p2, rows, bound)
            case "Filter":
                kept = self.walk(part.p, rows, bound)
                for inner in _tested(part.expr):
                    self.walk(inner, kept, set(bound))
                return kept
            case "ToMultiSet":
                return rows * len(part.res) if "res" in part else self.walk(part.p, rows, bound)
            case name if name in ONE_PART:
                return self.walk(part.p, rows, bound) if part.p is not None else rows
            case _:
                return rows

    def _patterns(self, patterns: list[Pattern], rows: float, bound: set[Identifier | Path]) -> float:
        variables = {term for pattern in patterns for term in pattern if isinstance(term, Variable | BNode)}
        unbound = variables - bound  # at the start: rdflib sorts once, before any pattern has bound a thing
        for pattern in sorted(patterns, key=lambda pattern: sum(term in unbound for term in pattern)):
            each = self._matches(pattern, bound)
            self.steps.append((_said(pattern), rows * max(each, 1) / BINDINGS))
            rows *= each
            bound.update(variables.intersection(pattern))
        return rows

    def _pairs(self, part: CompValue, rows: float, bound: set[Identifier | Path], what: str) -> float:
        """Every answer of one side is held against every one of the other."""
        other = set(bound)
        left, right = self.walk(part.p1, rows, bound), self.walk(part.p2, 1.0, other)
        self.steps.append((what, left * right / PAIRS))
        if what == "MINUS":
            return left
        bound |= other
        return max(left, right)

    def _matches(self, pattern: Pattern, bound: set[Identifier | Path]) -> float:
        """Triples that match for one solution: all, over the number of values of each place that is bound by then."""
        named = zip("spo", pattern, strict=True)
        places = [f"?{place}" if isinstance(term, Variable | BNode) else term.n3() for place, term in named]
        counts = " ".join(f"(COUNT(DISTINCT ?{place}) AS ?n{place})" for place in "spo")
        ((*values, all_),) = self.index.select(f"SELECT {counts} (COUNT(*) AS ?all) {{ {' '.join(places)} }}")
        kinds = [max(int(str(n)), 1) for n, term in zip(values, pattern, strict=True) if term in bound]
        matches = float(str(all_))
        for kind in kinds:
            matches /= kind
        return matches


def _tested(expression: object) -> Iterator[CompValue]:
    """The patterns of EXISTS and NOT EXISTS in a filter, each tried for every solution."""
    if isinstance(expression, CompValue):
        if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            yield expression.graph
        else:
            for part in expression.values():
                yield from _tested(part)
    elif isinstance(expression, list | tuple):
        for part in expression:
            yield from _tested(part)


def _said(pattern: Pattern) -> str:
    """The pattern with the known prefixes: ?task pk:principal ?id."""
    text = " ".join(term.n3() for term in pattern)
    for prefix, base in PREFIXES.items():
        text = text.replace(f"<{base}", f"{prefix}:")
    return text.replace(">", "")
