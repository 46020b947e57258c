"""Several accounts of one thing become one description; things that only look alike stay two."""

from dataclasses import replace

import pytest

from graph.folder.files import write
from graph.folder.registries import registry_quads
from graph.folder.uses import BearerUse, Described, Shared, Uses, cited, described, region_of, uses
from graph.store.index import open_index
from ontology.nodes import bearer_iri
from ontology.regions import regions
from ontology.terms import PK, SKOS


def account(*bearers):
    return Uses(tuple(bearers), (), ())


def test_fullest_name_and_what_most_say():
    near = BearerUse("bearer/b", "阳曲县人民政府", "government", "county", "government", "140122")
    far = near._replace(name="山西省阳曲县人民政府")
    odd = near._replace(level="province", function=None)
    assert list(described(Shared([account(near), account(far), account(odd)]))) == [
        Described(
            "bearer/b", "山西省阳曲县人民政府", ("阳曲县人民政府",), "government", "county", "government", "140122"
        )
    ]
    told = [account(odd), account(far), account(near)], [account(near), account(odd, far)]
    assert list(described(Shared(told[0]))) == list(described(Shared(told[1])))


def test_a_policy_has_the_number_that_most_print():
    first, second = ("《某方案》", "某发〔2015〕1号"), ("某方案", "某发〔2015〕7号")
    told = [Uses((), (), policies) for policies in [(first,), (second,), (second,), (("某方案", None),)]]
    assert list(cited(Shared(told))) == [("某方案", "某发〔2015〕7号")]


def test_accounts_return_from_the_manifest(document):
    assert Uses.from_lists(uses(document).as_lists()) == uses(document)


def test_the_departments_of_two_colleges_are_two_bearers(document):
    office = replace(document.tasks[0].assignments[0], agency="教务处", agency_id=None, kind="unit")
    here, there = (bearer_iri(replace(document, jurisdiction=name), office) for name in ("甲学院", "乙学院"))
    assert here != there
    agency = replace(office, kind="agency")
    assert len({bearer_iri(replace(document, jurisdiction=name), agency) for name in ("甲学院", "乙学院")}) == 1


@pytest.mark.parametrize(
    ("jurisdiction", "issued", "expected"),
    [("山西省", "2016-03", "140000"), ("中国", None, "CN"), ("某学院", "2019", None), (None, None, None)],
)
def test_region_of(jurisdiction, issued, expected):
    assert region_of(jurisdiction, issued) == expected


def test_a_bearer_that_two_documents_describe_has_one_label(tmp_path, document):
    first = document.tasks[0].assignments[0]
    task = replace(document.tasks[0], assignments=(replace(first, agency="教育厅", level=None),))
    other = replace(document, id="other", tasks=(task,), source=replace(document.source, name="other.txt"))
    write(tmp_path, [(document, ""), (other, "")])
    query = """
        SELECT ?name ?level ?said WHERE {
          ?bearer skos:prefLabel ?name ; skos:altLabel ?other ; pk:level ?level .
          ?a pk:agency ?bearer ; pk:task/pk:document ?d ; pk:agencyName ?said FILTER(?said = STR(?other))
        }"""
    assert open_index(tmp_path).select(query).rows == (("山西省教育厅", "province", "教育厅"),)


def test_lines_of_work_are_named_in_two_languages(index):
    query = "SELECT ?name { ?f a pk:Function ; skos:prefLabel ?name } ORDER BY ?name"
    assert {name for (name,) in index.select(query)} >= {"教育", "education"}


def test_no_region_leads_to_one_that_is_not_described():
    every = tuple((region.id, region.full_name) for region in regions().lines if region.valid_to)[::25]
    for one in every:
        quads = list(registry_quads(Shared([Uses((), (one,), ())])))
        described_here = {quad.subject for quad in quads if quad.predicate == SKOS.prefLabel}
        led_to = {quad.object for quad in quads if quad.predicate in (PK.within, PK.succeededBy)}
        assert led_to <= described_here
