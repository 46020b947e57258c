"""What happened to a duty on its way down: one small change at a time, each with its name."""

from dataclasses import replace

import pytest

from graph.chains.shifts import TargetShift, due, line, shift
from ontology.records import Assignment, Deadline, Evidence, Target, Task

TEXT = "遴选建设一批高水平专业化产教融合实训基地，面向社会开展培训"
NATIONAL = ("教育部", "education", "national", "CN")
PROVINCE = ("山西省教育厅", "education", "province", "140000")
OTHER_PROVINCE = ("河南省教育厅", "education", "province", "410000")
LABOUR = ("山西省人力资源和社会保障厅", "labour", "province", "140000")
CITY = ("太原市教育局", "education", "prefecture", "140100")


def bearer(name, function, level, region, role="lead", kind="agency", order=1):
    return Assignment(name, name, kind, role, order, None, None, function, level, region, "registry", "list", 0, 0)


def deadline(type, date):
    return Deadline(date or "持续", type, date, None, "date", 0, 0)


def target(value, unit="个", comparator=">=", indicator="产教融合实训基地", optional=False):
    return Target("…", indicator, value, unit, comparator, None, optional, "figure", 0, 0)


def task(text=TEXT, bearers=(NATIONAL,), deadlines=(), targets=()):
    assignments = tuple(bearer(*one, order=n) for n, one in enumerate(bearers, 1))
    return Task("1", (), text, assignments, deadlines, targets, (), Evidence(0, len(text), text))


BY_2020, BY_2019, BY_2022 = (deadline("by", year) for year in ("2020", "2019", "2022"))
SHARE_50, SHARE_60, CEILING_20, CEILING_30 = (
    target(50.0, "%"),
    target(60.0, "%"),
    target(20.0, "%", "<="),
    target(30.0, "%", "<="),
)


@pytest.mark.parametrize(
    ("upper", "lower", "outcomes"),
    [
        (task(), task(), ("copied",)),
        (task(), task("依托龙头企业新建若干实习工厂"), ("restated",)),
        (task(), task("依托龙头企业新建若干实习工厂", deadlines=(BY_2022,)), ("restated", "strengthened")),
        (task(TEXT + "，同时推动企业深度参与协同育人并完善激励政策"), task(TEXT), ("narrowed",)),
        (task(TEXT), task(TEXT + "，同时推动企业深度参与协同育人并完善激励政策"), ("widened",)),
        (task(deadlines=(BY_2020,)), task(deadlines=(BY_2019,)), ("copied", "strengthened")),
        (task(deadlines=(BY_2020,)), task(deadlines=(BY_2022,)), ("copied", "weakened")),
        (task(), task(deadlines=(BY_2022,)), ("copied", "strengthened")),
        (task(deadlines=(BY_2020,)), task(), ("copied", "weakened")),
        (task(targets=(SHARE_50,)), task(targets=(SHARE_60,)), ("copied", "strengthened")),
        (task(targets=(CEILING_20,)), task(targets=(CEILING_30,)), ("copied", "weakened")),
        (task(targets=(target(300.0),)), task(targets=(target(10.0),)), ("copied",)),
        (
            task(deadlines=(BY_2020,), targets=(SHARE_50,)),
            task(deadlines=(BY_2019,)),
            ("copied", "strengthened", "weakened"),
        ),
        (task(bearers=(PROVINCE,)), task(bearers=(LABOUR,)), ("copied", "reassigned")),
    ],
)
def test_each_change_has_its_name(upper, lower, outcomes):
    assert shift(upper, lower).outcomes == outcomes


def test_totals_compare_within_one_territory_only():
    upper, lower = task(targets=(target(300.0),)), task(targets=(target(10.0),))
    assert shift(upper, lower).targets[0].change is None
    assert shift(upper, lower, same_region=True).targets[0].change == -290.0
    assert shift(upper, lower, same_region=True).outcomes == ("copied", "weakened")


def test_what_a_part_leaves_out_is_no_weakening():
    upper = task(deadlines=(BY_2020,), targets=(SHARE_50,))
    assert shift(upper, task(), whole=False).outcomes == ("copied",)


@pytest.mark.parametrize(
    ("upper", "lower", "days"),
    [
        ((BY_2020,), (BY_2019,), -366),
        ((deadline("by", "2015-06"),), (deadline("in", "2015-12"),), 184),
        ((deadline("from", "2019"),), (deadline("from", "2020-09"),), 609),
        ((deadline("from", "2019"),), (BY_2020,), None),
        ((deadline("ongoing", None),), (BY_2020,), None),
        ((BY_2019, BY_2020), (BY_2020,), 0),
        ((deadline("during", "2016/2020"),), (BY_2020,), 0),
    ],
)
def test_deadlines_shift_by_days_where_they_compare(upper, lower, days):
    assert shift(task(deadlines=upper), task(deadlines=lower)).days == days


def test_the_last_date_to_be_kept_is_when_the_task_is_due():
    assert due(task(deadlines=(BY_2019, deadline("from", "2016"), BY_2020))) == BY_2020
    assert due(task(deadlines=(deadline("ongoing", None),))) is None
    assert due(task(deadlines=(deadline("by", "某年"),))) is None


def test_figures_meet_those_of_the_most_similar_indicator_and_unit():
    teachers = target(60.0, "%", indicator="双师型教师")
    bases, more = target(10.0, indicator="实训基地"), target(20.0, indicator="省级实训基地")
    found = shift(task(targets=(bases, teachers)), task(targets=(more,)), same_region=True).targets
    assert found == (TargetShift(bases, more, 10.0), TargetShift(teachers, None, None))
    rule = target(3.0, "年", indicator="工作经历", optional=True)
    assert shift(task(targets=(rule,)), task()).targets == ()


@pytest.mark.parametrize(
    ("above", "below", "lead"),
    [
        ((NATIONAL,), (PROVINCE,), "handed-down"),
        ((PROVINCE,), (CITY,), "handed-down"),
        ((PROVINCE,), (OTHER_PROVINCE,), "alike"),
        ((CITY,), (PROVINCE,), "alike"),
        ((PROVINCE,), (PROVINCE, LABOUR), "kept"),
        ((PROVINCE,), (LABOUR, PROVINCE), "kept"),
        ((PROVINCE,), (LABOUR,), "reassigned"),
        ((PROVINCE, LABOUR), (LABOUR,), "to-co-lead"),
        ((), (PROVINCE,), "assigned"),
        ((PROVINCE,), (), "unassigned"),
        ((), (), "not-stated"),
        ((PROVINCE,), (("教务处", None, None, None, "joint", "unit"),), "internal"),
    ],
)
def test_the_lead_is_followed_along_its_line(above, below, lead):
    assert shift(task(bearers=above), task(bearers=below)).lead == lead


def test_bearers_join_and_are_left_out_by_line():
    cities = ("山西省各市人民政府", None, "prefecture", "140000", "support", "collective")
    taiyuan = ("山西省太原市人民政府", None, "prefecture", "140100", "joint", "government")
    finance = ("太原市财政局", "finance", "prefecture", "140100", "support")
    found = shift(task(bearers=(PROVINCE, cities, LABOUR)), task(bearers=(CITY, taiyuan, finance)))
    assert (found.joined, found.left_out) == (("太原市财政局",), ("山西省人力资源和社会保障厅",))
    assert shift(task(bearers=()), task(bearers=(CITY,))).joined == ()


def test_a_class_of_departments_is_a_line_and_a_class_of_governments_a_tier():
    departments = bearer("山西省各级教育部门", "education", None, "140000", kind="collective")
    assert line(departments) == line(bearer(*PROVINCE)) == "education"
    assert line(replace(departments, agency="山西省各县人民政府", level="county")) == "government county"
