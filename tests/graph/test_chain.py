"""Who applies whom: a national plan, cited under three names and not read, and the plans that carry it out."""

from dataclasses import replace

import pytest

from graph.chains.chain import chain
from graph.folder.files import write
from graph.store.index import open_index
from ontology.records import Citation

NICKNAME = Citation("职教20条", None, "applies", 0, 4)
TITLE = Citation("国家职业教育改革实施方案", "国发〔2019〕4号", "applies", 0, 4)
OTHER_TITLE = Citation("某改革方案", "国试〔2019〕8号", "applies", 0, 4)
SAME_NUMBER = Citation("关于改革的某方案", "国试〔2019〕8号", "applies", 0, 4)


def plan(document, id, issued, number, *citations):
    return replace(document, id=id, title=f"{id}方案", number=number, issued=issued, tasks=(), citations=citations)


@pytest.fixture
def plans(tmp_path, document):
    documents = [
        plan(document, "province", "2019-06", "晋试〔2019〕1号", NICKNAME, OTHER_TITLE),
        plan(document, "neighbour", "2019-03", None, TITLE, SAME_NUMBER),
        plan(document, "city", "2020", None, Citation("某通知", "晋试[2019]01号", "applies", 0, 4)),
        plan(document, "school", "2021", None, Citation("city方案", None, "applies", 0, 4), TITLE),
        plan(document, "report", "2021", None, replace(TITLE, relation="cites")),
    ]
    write(tmp_path / "kg", [(one, "") for one in documents])
    return chain(open_index(tmp_path / "kg"))


def node(plans, name):
    return next(one.node for one in plans.policies.values() if name in (one.document, one.title))


def test_a_policy_that_was_only_cited_is_one_node_whatever_it_is_called(plans):
    cited = {one.number: one for one in plans.policies.values() if one.document is None}
    assert cited.keys() == {"国发〔2019〕4号", "国试〔2019〕8号"}
    assert (cited["国发〔2019〕4号"].title, cited["国发〔2019〕4号"].issued) == (
        "国家职业教育改革实施方案",
        "2019-01-24",
    )
    assert cited["国试〔2019〕8号"].title in (OTHER_TITLE.title, SAME_NUMBER.title)


def test_plans_under_one_absent_parent_are_siblings(plans):
    found = plans.siblings(node(plans, "province"))
    assert [(one.document, parent.number) for one, parent in found] == [
        ("neighbour", "国发〔2019〕4号"),
        ("school", "国发〔2019〕4号"),
        ("neighbour", "国试〔2019〕8号"),
    ]


def test_a_plan_is_found_by_the_number_that_another_cites(plans):
    assert [(n, link.upper.document or link.upper.number) for n, link in plans.ancestors(node(plans, "city"))] == [
        (1, "province"),
        (2, "国发〔2019〕4号"),
        (2, "国试〔2019〕8号"),
    ]


def test_the_way_down_is_level_by_level_and_by_date(plans):
    down = plans.descendants(node(plans, "国家职业教育改革实施方案"))
    assert [(n, link.lower.document) for n, link in down] == [
        (1, "neighbour"),
        (1, "province"),
        (1, "school"),
        (2, "city"),
        (3, "school"),
    ]


def test_two_plans_that_name_each_other_do_not_turn_in_a_circle(tmp_path, document):
    one = plan(document, "one", "2020", None, Citation("other方案", None, "applies", 0, 4))
    other = plan(document, "other", "2020", None, Citation("one方案", None, "applies", 0, 4))
    write(tmp_path / "kg", [(one, ""), (other, "")])
    found = chain(open_index(tmp_path / "kg"))
    assert [n for n, _ in found.ancestors(node(found, "one"))] == [1, 2]
