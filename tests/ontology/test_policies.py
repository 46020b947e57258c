"""Policies by their nicknames, short titles and numbers."""

import pytest

from ontology import iri
from ontology.errors import RegistryError
from ontology.policies import known, read_policies


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("职教20条", "国家职业教育改革实施方案"),
        ("“职教二十条”", "国家职业教育改革实施方案"),
        ("国发〔2019〕4号", "国家职业教育改革实施方案"),
        ("国发[2019]4号", "国家职业教育改革实施方案"),
        ("国发(2019) 04 号", "国家职业教育改革实施方案"),
        ("《职业教育法》", "中华人民共和国职业教育法"),
        ("现代职业教育体系建设规划", "现代职业教育体系建设规划（2014—2020年）"),
        ("水十条", "水污染防治行动计划"),
    ],
)
def test_a_policy_is_known_by_each_of_its_names(name, title):
    policy = known(name)
    assert policy is not None and policy.title == title


def test_what_is_not_listed_is_not_known():
    assert known("某市职业教育20条") is None


def test_all_names_of_a_policy_are_one_node():
    assert iri.policy("职教20条") == iri.policy("国务院关于印发《国家职业教育改革实施方案》的通知")
    assert iri.policy_name("教育规划纲要") == "国家中长期教育改革和发展规划纲要(2010—2020年)"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("title,number\n", "policies.csv: the columns are not title, number, issued, other_names"),
        ("title,number,issued,other_names\n,国发〔2019〕4号,,\n", "policies.csv, line 2: no title"),
        ("title,number,issued,other_names\n甲,,,某条\n乙,,,某条\n", "policies.csv: “某条” stands for two policies"),
    ],
)
def test_a_malformed_table_names_the_place_and_the_mend(tmp_path, content, message):
    path = tmp_path / "policies.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        read_policies(path)
    assert str(caught.value).startswith(message)
