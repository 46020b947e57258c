"""Questions about duties on their way down: documents, tasks and their counterparts, gaps, and whom they reach."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.chains.cascade import Cascade
from graph.chains.chain import Link, Policy
from graph.chains.shifts import TargetShift, principals
from graph.chains.transmission import Passed, Transmission, delay, measures
from graph.store.index import Index
from ontology import iri
from ontology.errors import QuestionError
from ontology.iri import policy_name
from ontology.records import Deadline, Document, Target, Task
from queries.select import Record, plain

DIGITS = 3  # of a share: more would say that alignment is surer than it is
OUTCOMES = ("copied", "restated", "narrowed", "widened", "strengthened", "weakened", "reassigned")


def cascade(index: Index, document: NamedNode | str) -> list[Record]:
    """title.en: Which policies carry out which, and what became of their duties?
    title.zh: 哪些文件落实哪些政策，任务在逐级传导中发生了什么变化？
    about.en: Each policy that a document applies, read or only cited; for those read: adoption (share of the upper
        duties with a counterpart), origin (share of the lower ones), reproduction (share of the wording that is new,
        政策内容再生产), specificity (share of date, figure and lead that tasks state), and counterparts by outcome.
    about.zh: 文件所落实的各项政策（无论是否已读入）；已读入者给出采纳率（上级任务有对应者之比例）、来源率
        （下级任务有对应者之比例）、内容再生产（表述更新比例）、具体化程度（任务写明时限、指标、牵头之比例）
        及各类变化的任务数。
    parameter document: document = "" | shanxi-2020 | only the chain of this document, up and down
        | 只看这份文件的上下级链条（编号或标题）
    column upper: Policy | 上级政策
    column read: Read | 已读入
    column lower: Applied by | 落实文件
    column delay: Days later | 滞后天数
    column adoption: Adoption | 采纳率
    column origin: Origin | 来源率
    column reproduction: Reproduction | 内容再生产
    column specificity_upper: Specificity above | 上级具体化
    column specificity_lower: Specificity below | 下级具体化
    column copied: Copied | 照搬
    column restated: Restated | 改写
    column narrowed: Narrowed | 收窄
    column widened: Widened | 扩充
    column strengthened: Strengthened | 加码
    column weakened: Weakened | 弱化
    column reassigned: Reassigned | 改派
    column added: Added | 新增
    column dropped: Dropped | 未承接
    column id: Id | 编号
    """
    found = Cascade(index)
    links = found.links(document_id(index, document)) if isinstance(document, NamedNode) else found.links()
    return [_link(found, link) for link in links]


def siblings(index: Index, document: NamedNode) -> list[Record]:
    """title.en: Which other documents carry out the same policies?
    title.zh: 还有哪些文件落实同一上级政策？
    about.en: Documents that apply a policy which this one applies, whether that policy was read or is only cited; in
        the order of their issue.
    about.zh: 与该文件落实同一政策的其他文件，无论该政策是否已读入；按印发先后排列。
    parameter document: document | shanxi-2020 | the document, by its id or title | 文件编号或标题
    column upper: Policy | 上级政策
    column read: Read | 已读入
    column lower: Sibling | 同源文件
    column issued: Issued | 印发日期
    column id: Id | 编号
    """
    chain = Cascade(index).chain
    rows: list[Record] = []
    for link in chain.parents(document.value):
        for other in chain.children(link.upper.node):
            if other.lower.node != document.value:
                told: Record = {"upper": named(link.upper), "read": link.upper.document is not None}
                rows.append(
                    {**told, "lower": named(other.lower), "issued": other.lower.issued, "id": plain(other.citation)}
                )
    return rows


def counterparts(index: Index, upper: NamedNode | str, lower: NamedNode | str, force: str) -> list[Record]:
    """title.en: What became of each duty on its way down?
    title.zh: 各项任务在传导中发生了什么变化？
    about.en: Tasks of two documents that pursue the same duty, and how the lower differs: in wording, in force (dates
        and figures), in lead along the line (条), in the other bearers. Given no document, along all chains; given
        one, along its links; given two, whether or not one applies the other.
    about.zh: 两份文件中目标相同的任务及其差异：表述、力度（时限与指标）、沿条线的牵头变化、其他主体的增减。
        不指定文件则看所有链条，指定一份则看其上下级，指定两份则直接比较。
    parameter upper: document = "" | shanxi-2015 | the upper document, by its id or title
        | 上级文件（编号或标题）
    parameter lower: document = "" | shanxi-2020 | the lower document, by its id or title
        | 下级文件（编号或标题）
    parameter force: choice(any, strengthened, weakened, mixed, unchanged) = any | strengthened | only those
        | 只看这类力度变化
    column upper: Policy | 上级政策
    column upper_key: No. | 序号
    column upper_task: Task | 任务
    column lower: Applied by | 落实文件
    column lower_key: No. | 序号
    column lower_task: Counterpart | 对应任务
    column counterpart: As | 对应关系
    column score: Score | 得分
    column method: Method | 方法
    column words: Words in both | 共有词句
    column wording: Wording | 表述变化
    column copied: Copied share | 照搬比例
    column force: Force | 力度变化
    column days: Days | 时限变化（天）
    column deadlines: Deadlines | 时限
    column targets: Targets | 指标
    column handover: Lead | 牵头变化
    column leads: Leads | 牵头主体
    column joined: Bearers added | 新增主体
    column left_out: Bearers left out | 减少主体
    column correspondence: Correspondence | 对应关系编号
    column upper_id: Upper id | 上级任务编号
    column id: Id | 编号
    """
    rows = [_counterpart(one, passed) for one in transmissions(index, upper, lower) for passed in one.passed]
    return [row for row in rows if force in ("any", row["force"])]


def gaps(index: Index, upper: NamedNode | str, lower: NamedNode | str) -> list[Record]:
    """title.en: Which duties were not taken up, and which were added?
    title.zh: 哪些上级任务未被承接，哪些任务是新增的？
    about.en: Tasks of the upper document without a counterpart in the lower (dropped), and of the lower without one in
        the upper (added). Given no document, along all chains.
    about.zh: 上级文件中在下级没有对应任务者（未承接），以及下级文件中在上级没有对应任务者（新增）。
        不指定文件则看所有链条。
    parameter upper: document = "" | shanxi-2015 | the upper document, by its id or title
        | 上级文件（编号或标题）
    parameter lower: document = "" | shanxi-2020 | the lower document, by its id or title
        | 下级文件（编号或标题）
    column upper: Policy | 上级政策
    column lower: Applied by | 落实文件
    column gap: Gap | 缺口
    column key: No. | 序号
    column task: Task | 任务
    column leads: Leads | 牵头主体
    column id: Id | 编号
    """
    return [
        {
            "upper": titled(one.upper),
            "lower": titled(one.lower),
            "gap": gap,
            "key": at.task.key,
            "task": at.task.text,
            "leads": _leads(at.task),
            "id": plain(at.id),
        }
        for one in transmissions(index, upper, lower)
        for gap, tasks in (("dropped", one.dropped), ("added", one.added))
        for at in tasks
    ]


def transmissions(index: Index, upper: NamedNode | str, lower: NamedNode | str) -> Iterator[Transmission]:
    """Those of the two documents, else those along the links of the one that is given, else along all links.

    Raises QuestionError where the two are one.
    """
    found = Cascade(index)
    above, below = (document_id(index, one) if isinstance(one, NamedNode) else None for one in (upper, lower))
    if above and below:
        if above == below:
            raise QuestionError(f"{above} is given twice; name two documents.")
        yield found.transmission(above, below)
        return
    for link in found.links():
        pair = link.upper.document, link.lower.document
        if pair[0] and pair[1] and above in (None, pair[0]) and below in (None, pair[1]):
            yield found.transmission(pair[0], pair[1])


def document_id(index: Index, node: NamedNode) -> str:
    """The id under which a document was built."""
    return next(name for name in index.documents() if iri.document(name) == node.value)


def named(policy: Policy) -> str:
    """A policy as tables show it: its title without the notice that carries it, behind an issuer it does not name."""
    return _titled(policy.title, policy.jurisdiction, policy.document)


def titled(document: Document) -> str:
    """A document in the same way; by its id where it has no title."""
    return _titled(document.title, document.jurisdiction, document.id)


def _titled(title: str, place: str | None, document: str | None) -> str:
    short = policy_name(title) or document or ""
    return short if not place or place in f"中国{title}" else f"{place}：{short}"


def _link(found: Cascade, link: Link) -> Record:
    row: Record = {"upper": named(link.upper), "read": link.upper.document is not None, "lower": named(link.lower)}
    row |= dict.fromkeys((*MEASURED, *OUTCOMES, "added", "dropped"))
    if link.upper.document and link.lower.document:
        one = found.transmission(link.upper.document, link.lower.document)
        row |= _measured(one)
    return row | {"id": plain(link.citation)}


MEASURED = ("delay", "adoption", "origin", "reproduction", "specificity_upper", "specificity_lower")


def _measured(one: Transmission) -> Record:
    found, counts = measures(one), one.counts()
    shares = {name: getattr(found, name) for name in MEASURED[1:]}
    return {
        "delay": _span(delay(one.upper, one.lower)),
        **{name: None if value is None else round(value, DIGITS) for name, value in shares.items()},
        **{name: counts[name] for name in OUTCOMES},
        "added": len(one.added),
        "dropped": len(one.dropped),
    }


def _span(days: tuple[int, int] | None) -> str | None:
    return None if days is None else str(days[0]) if days[0] == days[1] else f"{days[0]}…{days[1]}"


def _counterpart(one: Transmission, passed: Passed) -> Record:
    shift = passed.shift
    return {
        "upper": titled(one.upper),
        "upper_key": passed.upper.task.key,
        "upper_task": passed.upper.task.text,
        "lower": titled(one.lower),
        "lower_key": passed.lower.task.key,
        "lower_task": passed.lower.task.text,
        "counterpart": passed.pair.relation,
        "score": round(passed.pair.score, DIGITS),
        "method": passed.pair.method,
        "words": "、".join(passed.pair.words),
        "wording": shift.wording,
        "copied": round(shift.copied, DIGITS),
        "force": shift.force,
        "days": shift.days,
        "deadlines": _arrow(_due(shift.upper_due), _due(shift.lower_due)),
        "targets": "；".join(map(_target, shift.targets)),
        "handover": shift.lead,
        "leads": _arrow(_leads(passed.upper.task), _leads(passed.lower.task)),
        "joined": "、".join(shift.joined),
        "left_out": "、".join(shift.left_out),
        "correspondence": plain(iri.correspondence(passed.upper.id, passed.lower.id)),
        "upper_id": plain(passed.upper.id),
        "id": plain(passed.lower.id),
    }


def _leads(task: Task) -> str:
    return "、".join(one.agency for one in principals(task))


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before or '—'} → {after or '—'}"


def _target(shift: TargetShift) -> str:
    """The figure before and after, and by how much it changed where the two compare: 50所 → 60所（+10）."""
    arrow = _arrow(_aim(shift.upper), _aim(shift.lower))
    return f"{arrow}（{shift.change:+g}）" if shift.change else arrow


def _due(deadline: Deadline | None) -> str:
    return deadline.surface if deadline else ""


def _aim(target: Target | None) -> str:
    return target.surface if target else ""
