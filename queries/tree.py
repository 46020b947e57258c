"""A cascade as a tree for the terminal: who carries out whom, a duty's counterparts below it, or a place's duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.chains.cascade import Cascade, Step
from graph.chains.chain import Link, Policy
from graph.chains.shifts import principals
from graph.chains.transmission import Placed, measures
from graph.store.index import Index
from queries.questions.cascade import OUTCOMES, named, titled
from queries.questions.reach import document_of
from queries.select import plain
from queries.tables import Language, words

SHORT = 40  # characters of a task's text on a line
LEADS = 3  # as many leads are named on a line


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree, and what hangs on it."""

    text: str
    below: tuple[Branch, ...] = ()


def drawn(branches: Sequence[Branch]) -> str:
    """The branches as lines joined by ├─ and └─."""
    return "".join(line + "\n" for branch in branches for line in (branch.text, *_below(branch)))


def document_tree(index: Index, document: NamedNode | None, language: Language) -> list[Branch]:
    """The policies at the top of a document's chains (or of all), and what carries them out, with what was made of it.

    A policy that is carried out twice on one way is drawn once.
    """
    found = Cascade(index)
    chain = found.chain
    if document is None:
        tops = sorted({link.upper.node for link in chain.applied if not chain.parents(link.upper.node)})
    else:
        above = [link.upper.node for _, link in chain.ancestors(document.value)]
        tops = sorted({node for node in above if not chain.parents(node)}) or [document.value]
    return [_policy(found, chain.policies[node], language, frozenset()) for node in tops]


def task_tree(index: Index, task: NamedNode, language: Language) -> list[Branch]:
    """A task with its counterparts in the documents above it, and under it those in the documents below."""
    found, document = Cascade(index), document_of(index, task)
    up = found.up(document, task.value)
    own = _duty(titled(found.document(document)), found.placed(document, task.value))
    above = [Branch("↑ " + _step(found, step, language)) for step in reversed(up)]
    return [*above, Branch(own, _steps(found, task.value, found.down(document, task.value), language))]


def _policy(found: Cascade, policy: Policy, language: Language, way: frozenset[str]) -> Branch:
    below = [link for link in found.chain.children(policy.node) if link.lower.node not in way]
    passed = way | {policy.node}
    branches = (
        Branch(f"{_outcomes(found, link, language)}", _policy(found, link.lower, language, passed).below)
        for link in below
    )
    return Branch(_line(policy, language), tuple(branches))


def _line(policy: Policy, language: Language) -> str:
    said = words()["tree"]
    about = [policy.number, policy.issued, None if policy.document else said["absent"].of(language)]
    return " · ".join([named(policy), *(part for part in about if part)])


def _outcomes(found: Cascade, link: Link, language: Language) -> str:
    """The lower policy's line, and how many duties came down to it and how."""
    said = words()["tree"]
    line = _line(link.lower, language)
    if not (link.upper.document and link.lower.document):
        return line
    one = found.transmission(link.upper.document, link.lower.document)
    counts, adoption = one.counts(), measures(one).adoption
    parts = [f"{said['adoption'].of(language)} {adoption:.0%}"] if adoption is not None else []
    names = {
        **words()["wording"],
        **words()["force"],
        "reassigned": words()["handover"]["reassigned"],
        **words()["gap"],
    }
    numbers = {**{name: counts[name] for name in OUTCOMES}, "added": len(one.added), "dropped": len(one.dropped)}
    parts += [f"{names[name].of(language)} {number}" for name, number in numbers.items() if number]
    return f"{line}  [{', '.join(parts)}]"


def _steps(found: Cascade, node: str, steps: Sequence[Step], language: Language) -> tuple[Branch, ...]:
    """The steps that lead on from a task, each with those that lead on from it."""
    own = [step for step in steps if step.by.upper.id == node]
    return tuple(Branch(_step(found, step, language), _steps(found, step.at.id, steps, language)) for step in own)


def _step(found: Cascade, step: Step, language: Language) -> str:
    shift = step.by.shift
    names = {**words()["wording"], **words()["force"], "reassigned": words()["handover"]["reassigned"]}
    told = [names[outcome].of(language) for outcome in shift.outcomes]
    if shift.days:
        told.append(f"{shift.days:+d} {words()['tree']['days'].of(language)}")
    return f"{_duty(titled(found.document(step.document)), step.at)}  [{', '.join(told)}]"


def _duty(title: str, at: Placed) -> str:
    task = at.task
    text = task.text if len(task.text) <= SHORT else task.text[: SHORT - 1] + "…"
    leads = [one.agency for one in principals(task)]
    who = "、".join(leads[:LEADS]) + ("…" if len(leads) > LEADS else "")
    return " · ".join([f"{title} {task.key}", text, *([who] if who else []), str(plain(at.id))])


def _below(branch: Branch) -> Iterator[str]:
    for n, child in enumerate(branch.below, start=1):
        last = n == len(branch.below)
        yield ("└─ " if last else "├─ ") + child.text
        yield from (("   " if last else "│  ") + line for line in _below(child))
