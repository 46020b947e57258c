"""What must hold of any document: its facts are where they say, and do not hang on neighbours, spaces or widths."""

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.context import Context
from loaders.extract import extract
from loaders.formats.plain import blocks
from loaders.source import Source
from ontology.records import SourceFile

MANY = settings(max_examples=25, deadline=None, derandomize=True, database=None)
HERE = Context(jurisdiction="山西省", issued="2015-06-30")
HEADING = "序号\t工作任务\t牵头单位\t配合单位\t完成时限"
DUTIES = ("建设实训基地{}个", "培训教师{}人次", "完善经费保障制度", "到2020年，覆盖率达到{}%以上", "在太原市开展试点")
BEARERS = ("省教育厅", "省财政厅、省人力资源社会保障厅", "各市人民政府", "省发展改革委", "太原市人民政府", "省总工会")
TIMES = ("2016年底前", "2015年9月", "长期坚持", "2017年6月30日前", "")
rows = st.lists(
    st.tuples(
        st.sampled_from(DUTIES), st.integers(1, 99), st.sampled_from(BEARERS), st.sampled_from(("", *BEARERS)),
        st.sampled_from(TIMES),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


def table(found, title="重点任务分工表", first=1):
    lines = (
        f"{n}\t{duty.format(number)}。\t{lead}\t{support}\t{time}"
        for n, (duty, number, lead, support, time) in enumerate(found, first)
    )
    return "\n".join([title, "", HEADING, *lines]) + "\n"


def prose(found):
    items = (
        f"{n}.{duty.format(number)}。{time and f'{time}完成。'}（责任单位：{lead}{support and f'、{support}'}）"
        for n, (duty, number, lead, support, time) in enumerate(found, 1)
    )
    return "\n".join(["某省重点任务分工方案", "", *items]) + "\n"


def read(text):
    return extract(Source(SourceFile("a.txt", "0", "text/plain", "utf-8", len(text)), text, blocks(text)), HERE)


def facts(document):
    """What the document says, without where."""
    return [
        (
            [(a.agency, a.role, a.kind) for a in task.assignments],
            [(d.type, d.date) for d in task.deadlines],
            [(t.value, t.unit, t.comparator, t.date) for t in task.targets],
            [r.name for r in task.regions],
        )
        for task in document.tasks
    ]


@MANY
@given(rows)
def test_offsets_slice_back_to_what_was_read(found):
    for text in (table(found), prose(found)):
        document = read(text)
        assert len(document.tasks) == len(found)
        for task in document.tasks:
            for fact in (task, *task.assignments, *task.deadlines, *task.targets, *task.regions):
                if fact.evidence:
                    assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
            for fact in (*task.assignments, *task.deadlines, *task.targets, *task.regions):
                assert text[fact.start : fact.end] == fact.surface


@MANY
@given(rows, rows)
def test_a_document_says_the_same_alone_and_after_others(found, others):
    alone = read(table(found))
    read(table(others, "另一份任务分工表"))
    read(prose(others))
    assert read(table(found)) == alone


@MANY
@given(rows)
def test_spaces_and_widths_change_no_fact(found):
    sound = table(found)
    wide = str.maketrans("0123456789%", "０１２３４５６７８９％")
    for text in (
        sound.translate(wide),
        sound.replace("\t", " \t "),
        sound.replace("\n", "\n\n"),
        sound.replace("\t", "\t\u3000"),
    ):
        assert facts(read(text)) == facts(read(sound))


@MANY
@given(rows, rows)
def test_two_tables_in_a_row_have_the_facts_of_both(one, other):
    both = table(one) + "\n" + table(other, first=len(one) + 1)
    assert facts(read(both)) == facts(read(table(one))) + facts(read(table(other)))
