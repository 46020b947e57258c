"""Questions about themes and instruments: the codes of tasks with the words behind them, and attention by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from graph.codes.coder import coder
from graph.codes.coding import Coding
from graph.store.index import Index
from ontology.codebook import Codebook, codebook, read_codebooks
from ontology.codebook_formats import read_qdc
from ontology.iri import BASE
from queries.questions.cascade import DIGITS
from queries.select import Record, records
from queries.tables import Cell

TASKS = """
SELECT ?in ?title ?key ?section ?task ?id {
  ?id a pk:Task ; pk:document ?in ; pk:key ?key ; pk:position ?position ; pk:text ?task .
  ?in rdfs:label ?title .
  FILTER($given_document = "" || ?in = $given_document)
  OPTIONAL { ?id pk:section ?section }
} ORDER BY ?title ?in ?position ?id
"""


def codes(index: Index, codebook: str, document: NamedNode | str, doubtful: bool) -> list[Record]:
    """title.en: Which themes or instruments does each task speak of, by which words?
    title.zh: 各项任务属于哪些主题或政策工具，依据哪些词语？
    about.en: Each code that a task is given: the weightiest first, and those with at least half its weight. A word in
        the opening counts twice; headings count where the text speaks for nothing. Doubtful are tasks without a code,
        with two equally weighty ones, with one word for it, or with words of the heading only.
    about.zh: 任务获得的各个编码：权重最高者居首，其余不低于其一半。首句中的词计两次；正文无词可依时看标题。
        无编码、并列首位、仅凭一词或仅凭标题者为存疑，宜人工复核。
    parameter codebook: text = themes | rothwell-zegveld | themes, rothwell-zegveld, mcdonnell-elmore, or a CSV or QDC
        file of your own | 主题 themes、政策工具 rothwell-zegveld 或 mcdonnell-elmore，或自备 CSV、QDC 编码表
    parameter document: document = "" | shanxi-2020 | only this document, by its id or title
        | 只看这份文件（编号或标题）
    parameter doubtful: flag = no | yes | only the doubtful | 只看存疑者
    column document: Document | 文件
    column key: No. | 序号
    column task: Task | 任务
    column code: Code | 编码
    column name_zh: Chinese | 中文名
    column name_en: English | 英文名
    column words: Words | 词语
    column coded_by: Rule | 规则
    column weight: Weight | 权重
    column doubt: Doubt | 存疑
    column id: Id | 编号
    """
    book = book_of(codebook)
    rows: list[Record] = []
    for task, coding in codings(index, book, document):
        if coding.doubt or not doubtful:
            rows += [{**task, "doubt": coding.doubt, **told} for told in _told(coding, book)]
    return rows


def code_counts(index: Index, codebook: str, document: NamedNode | str) -> list[Record]:
    """title.en: How much attention does each document pay to each theme or instrument?
    title.zh: 各文件对各主题或政策工具的关注度如何？
    about.en: Tasks whose first code it is, as a share of the document's tasks; and all tasks that have the code at all.
        `doubtful` counts those of the first that a person should look at.
    about.zh: 以其为首要编码的任务数及其占该文件任务的比例，以及含有该编码的任务数；存疑为其中宜人工复核者。
    parameter codebook: text = themes | mcdonnell-elmore | themes, rothwell-zegveld, mcdonnell-elmore, or a CSV or QDC
        file of your own | 主题 themes、政策工具 rothwell-zegveld 或 mcdonnell-elmore，或自备 CSV、QDC 编码表
    parameter document: document = "" | shanxi-2020 | only this document, by its id or title
        | 只看这份文件（编号或标题）
    column document: Document | 文件
    column code: Code | 编码
    column name_zh: Chinese | 中文名
    column name_en: English | 英文名
    column tasks: Tasks | 任务数
    column share: Share | 占比
    column mentions: With the code | 含该编码
    column doubtful: Doubtful | 存疑
    column id: Id | 编号
    """
    book = book_of(codebook)
    firsts: Counter[tuple[Cell, str]] = Counter()
    mentions: Counter[tuple[Cell, str]] = Counter()
    doubts: Counter[tuple[Cell, str]] = Counter()
    names: dict[Cell, Cell] = {}
    for task, coding in codings(index, book, document):
        where, first = task["in"], coding.codes[0].code if coding.codes else ""
        names[where] = task["document"]
        firsts[where, first] += 1
        doubts[where, first] += coding.doubt is not None
        mentions.update((where, one.code) for one in coding.codes)
    totals = Counter({where: sum(firsts[where, name] for name in _names(book)) for where in names})
    return [
        {
            "document": names[where],
            **_named(book, name),
            "tasks": firsts[where, name],
            "share": round(firsts[where, name] / totals[where], DIGITS),
            "mentions": mentions[where, name] if name else None,
            "doubtful": doubts[where, name],
            "id": where,
        }
        for where in names
        for name in _names(book)
        if firsts[where, name] or mentions[where, name]
    ]


def book_of(name: str) -> Codebook:
    """The codebook of that name, the first of a CSV file, or a QDC file. Raises RegistryError where it is none."""
    ending = Path(name).suffix.lower()
    if ending == ".qdc":
        return read_qdc(Path(name))
    return read_codebooks(Path(name))[0] if ending == ".csv" else codebook(name)


def codings(index: Index, book: Codebook, document: NamedNode | str = "") -> Iterator[tuple[Record, Coding]]:
    """The tasks, or only those of the document, with their codes."""
    by = coder(index, book)
    for task in records(index, TASKS, {"document": document}):
        section = str(task["section"] or "").split(" / ")
        yield {**task, "document": task["title"]}, by.code(f"{BASE}{task['id']}", str(task["task"]), section)


def _names(book: Codebook) -> tuple[str, ...]:
    return (*(one.code for one in book.codes), "")


def _named(book: Codebook, name: str) -> Record:
    if not name:
        return dict.fromkeys(("code", "name_zh", "name_en"))
    return {"code": name, "name_zh": book.get(name).zh, "name_en": book.get(name).en}


def _told(coding: Coding, book: Codebook) -> Iterator[Record]:
    for one in coding.codes:
        words = "、".join(word.text for word in one.words)
        rules = "、".join(sorted({word.rule for word in one.words})) or "person"
        yield {**_named(book, one.code), "words": words, "coded_by": rules, "weight": one.weight or None}
    if not coding.codes:
        yield {**_named(book, ""), **dict.fromkeys(("words", "coded_by", "weight"))}
