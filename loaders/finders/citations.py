"""The policies that a document names in 《》, and what each is to it: applied, cited, replaced or repealed.

GB/T 9704-2012 writes the title first and the number in brackets behind it: 《…的意见》（国发〔2019〕4号）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders import cues
from loaders.letterhead.lines import CODED_NUMBER, plain
from ontology.records import Citation, Relation

REACH = 40  # characters before a name in which its cue may stand
LONGEST_TITLE = 200
WEIGHT: dict[Relation, int] = {"repeals": 3, "replaces": 2, "applies": 1, "cites": 0}
CUED: dict[str, Relation] = {"applies": "applies", "repeals": "repeals", "replaces": "replaces"}
NUMBER_BEHIND = re.compile(rf"[ (\[]*(?P<number>{CODED_NUMBER})")
BRACKETS_BEHIND = re.compile(r"(?: ?\([^()。]{0,120}(?:\([^()。]{0,60}\)[^()。]{0,60}){0,3}\)){0,3}")
SHORT_NAME = re.compile('(?:简称|统称)(?:为|:)?[“"《‘「『](?P<name>[^”"》’」』]{1,30})[”"》’」』]')
CHAIN = re.compile(
    "(?:等?(?:文件)?(?:精神|要求|规定|部署)?(?:[、,;]?(?:和|及|与|以及|暨)|、)(?P<issuer>[^,。;:!?]{0,20}))?"
)
VERSION = re.compile(r" ?\([^()]{1,12}\)$")


@dataclass(frozen=True, slots=True)
class _Name:
    """A policy's name [start, end) with its marks, `stop` behind its number and brackets, and the parts as offsets."""

    start: int
    end: int
    stop: int
    title: tuple[int, int]
    number: tuple[int, int] | None


def citations(text: str) -> tuple[Citation, ...]:
    """Each policy once, where its strongest relation is printed, in the order of the text.

    A short name that the text gives (以下简称《意见》) stands for the full title. Books and papers are left out, and so
    is what the document itself sends out (现将《…》印发给你们). Titles and numbers are as printed, without line breaks.
    """
    folded = plain(text)
    names = sorted([*_marked(folded), *_unmarked(folded), *_nicknamed(folded)], key=lambda name: name.start)
    short = {m["name"]: name for name in names for m in SHORT_NAME.finditer(folded, name.end, name.stop)}
    best: dict[str, Citation] = {}
    for name, relation in _relations(folded, names):
        full = short.get(folded[slice(*name.title)], name)
        key = _compact(folded[slice(*full.title)])
        number = _compact(text[slice(*full.number)]) if full.number else None
        known = best.get(key)
        if relation is None or not (number or _is_policy(key)):
            continue
        number = number or (known.number if known else None)
        if known is None or WEIGHT[relation] > WEIGHT[known.relation]:
            best[key] = Citation(_compact(text[slice(*full.title)]), number, relation, name.start, name.end)
        elif number != known.number:
            best[key] = replace(known, number=number)
    return tuple(sorted(best.values(), key=lambda citation: citation.start))


def _marked(text: str) -> Iterator[_Name]:
    """The outermost names in 《》; one that is not closed before the sentence ends is passed over."""
    start = depth = stop = 0
    for match in re.finditer("[《》。]", text):
        if match[0] == "《":
            start = start if depth else match.start()
            depth += 1
        elif match[0] == "。":
            depth = 0
        elif depth:
            depth -= 1
            if depth == 0 and start >= stop and match.end() - start <= LONGEST_TITLE:
                name = _with_number(text, start, match.end(), (start + 1, match.start()))
                stop = name.stop  # what stands in its brackets (以下简称《意见》) is no name of its own
                yield name


def _unmarked(text: str) -> Iterator[_Name]:
    """Names without 《》 between a cue and their number in brackets: 根据国务院关于…的意见（国发〔2014〕19号）."""
    pattern = rf"{_any('applies')}{{1,3}}(?P<title>[^,。;:《》()]{{0,30}}关于[^。;:《》()]{{3,80}}) ?\({CODED_NUMBER}"
    for match in re.finditer(pattern, text):
        yield _with_number(text, match.start("title"), match.end("title"), match.span("title"))


def _nicknamed(text: str) -> Iterator[_Name]:
    """Nicknames in quotation marks: “职教20条”, “双减”."""
    for match in re.finditer(rf"[“\"](?P<title>[一-鿿]{{1,8}}\d{{1,3}}条|{_any('nicknames')})[”\"]", text):
        yield _Name(match.start(), match.end(), match.end(), match.span("title"), None)


def _with_number(text: str, start: int, end: int, title: tuple[int, int]) -> _Name:
    number = NUMBER_BEHIND.match(text, end)
    brackets = BRACKETS_BEHIND.match(text, end)
    stop = max(match.end() for match in (number, brackets) if match) if number or brackets else end
    return _Name(start, end, stop, title, number.span("number") if number else None)


def _relations(text: str, names: Sequence[_Name]) -> Iterator[tuple[_Name, Relation | None]]:
    """What each policy is to the document, None for one that it sends out; those joined by 、 or 和 share it."""
    chains: list[list[_Name]] = []
    for name in names:
        if chains and _is_joined(text[chains[-1][-1].stop : name.start]):
            chains[-1].append(name)
        else:
            chains.append([name])
    floor = 0
    for chain in chains:
        before = re.split("[,。;:!?]", text[max(floor, chain[0].start - REACH) : chain[0].start])[-1]
        behind = re.split("[。;!?]", text[chain[-1].stop : chain[-1].stop + 2 * REACH])[0]
        relation = _relation(before, behind)
        floor = chain[-1].stop
        yield from ((name, relation) for name in chain)


def _is_joined(between: str) -> bool:
    """Whether two names are joined without a verb: 《…》和省政府印发的《…》 are, 《…》，修订《…》 are not."""
    match = CHAIN.fullmatch(between.strip())
    return match is not None and _last_cue(match["issuer"] or "") is None


def _relation(before: str, behind: str) -> Relation | None:
    """The relation that the words before a name in its clause, and behind it in its sentence, make it."""
    clause = behind.split(",")[0]
    if re.search(f"^[^《》,]{{0,20}}{_any('repealed')}", behind):
        return "repeals"
    cue = _last_cue(before)
    if re.search(_any("forwarded"), behind) and cue in (None, "sends"):
        return "applies"
    if re.search(_any("sent"), behind if cue is None else clause) and cue in (None, "sends"):
        return None
    if cue == "applies" and re.match(rf"{_any('making')}(?:工作|进程|任务)?(?:$|[、和与及])", clause):
        return "cites"  # 落实《…》修订工作; but 根据《…》制定本办法
    if re.match(_any("broken_down"), clause):  # 《…》实施细则
        return "applies" if cue is None else CUED.get(cue, "cites")
    if re.match(f"{_any('carried_out')}|(?:所|中)?{_any('asked_for')}的[^,]{{0,10}}(?:任务|目标|指标|要求)", clause):
        return "applies"
    return CUED.get(cue or "", "cites")


def _last_cue(before: str) -> str | None:
    """The kind of the cue nearest to the name; a verb that describes it (印发的《…》) or a far syllable is none."""
    kinds = ("applies", "names", "sends", "repeals", "replaces")
    found = [
        (match.end(), len(match[0]), kind)
        for kind in kinds
        for match in re.finditer(_any(kind), before)
        if not before.startswith("的", match.end()) and (len(match[0]) > 1 or match.end() == len(before))
    ]
    return max(found)[2] if found else None


def _is_policy(title: str) -> bool:
    """Whether a title, blanks removed, ends as policies do; a bare 《意见》 or 《实施方案》 names none."""
    bare = VERSION.sub("", title)
    if bare.endswith(tuple(_words()["writings"])):
        return False
    nameless = re.fullmatch(f"{_any('generic')}*{_any('policy')}", bare)
    return bare in _words()["nicknames"] or (not nameless and bare.endswith(tuple(_words()["policy"])))


@cache
def _words() -> dict[str, list[str]]:
    return cues.read("citations")


@cache
def _any(kind: str) -> str:
    return cues.any_of(_words()[kind])


def _compact(text: str) -> str:
    return re.sub(r"\s", "", text)
