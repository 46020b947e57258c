"""Time in the graph: the members of collectives in a year, and dated events with their source."""

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode

from graph.folder.files import write
from graph.store.index import open_index
from graph.store.views import carried, seen
from ontology import iri

FARMS, FARMS_2018 = "agriculture.province.140000.0", "agriculture.province.140000.2018"
EVENTS = """
SELECT ?name ?kind ?date ?earliest ?one ?source ?result {
  ?event a org:ChangeEvent ; org:originalOrganization ?body ; pk:kind ?kind ; pk:date ?date ; pk:earliest ?earliest ;
    pk:oneToOne ?one ; dcterms:source ?source ; org:resultingOrganization/skos:prefLabel ?result .
  ?body skos:prefLabel ?name
} ORDER BY ?name ?result"""
ROSTERS = """
SELECT ?class ?year (COUNT(?member) AS ?members) {
  ?roster a pk:Roster ; pk:collective/skos:prefLabel ?class ; pk:year ?year ; pk:hasMember ?member
} GROUP BY ?class ?year ORDER BY ?year"""


@pytest.fixture
def graph(document, tmp_path):
    """The sample with 山西省农业厅, 山西省旅游局 and 山西省大同县人民政府 among its bearers, and once more for 2020."""
    first, *rest = document.tasks
    lead, _, cities = first.assignments

    def named(agency, agency_id, **more):
        return replace(lead, agency=agency, agency_id=agency_id, **more)

    bearers = (
        named("山西省农业厅", FARMS, function="agriculture"),
        named("山西省旅游局", "tourism.province.140000.0", function="tourism", order=2),
        named("山西省大同县人民政府", None, kind="government", level="county", region="140227", order=3),
        replace(cities, agency="山西省各县（市、区）人民政府", level="county", order=4),
        replace(cities, agency="山西省相关市人民政府", level="prefecture", order=5),
    )
    early = replace(document, issued="2015", tasks=(replace(first, assignments=bearers), *rest), corrections=())
    late = replace(early, id="late", issued="2020", source=replace(early.source, name="late.txt"))
    write(tmp_path / "kg", [(early, ""), (late, "")])
    return open_index(tmp_path / "kg")


def test_rosters_hold_for_a_class_and_a_year_and_open_classes_have_none(graph):
    found = [(name, year, number) for name, year, number in graph.select(ROSTERS)]
    assert found == [("山西省各县（市、区）人民政府", "2015", 119), ("山西省各县（市、区）人民政府", "2020", 117)]


def test_an_assignment_leads_to_the_members_of_its_own_year(graph):
    query = 'SELECT ?d { ?d pk:hasTask/pk:hasAssignment/pk:roster/pk:hasMember/skos:prefLabel "%s"@zh } ORDER BY ?d'
    for county, documents in {
        "山西省大同县": ["sample-plan"],
        "山西省云州区": ["late"],
        "山西省阳曲县": ["late", "sample-plan"],
    }.items():
        rows = graph.select(query % f"{county}人民政府")
        assert [str(row[0]).rpartition("/")[2] for row in rows] == documents


def test_events_are_dated_and_name_their_source(graph):
    found = {row[0]: [str(cell) for cell in row[1:]] for row in graph.select(EVENTS)}
    assert found["山西省农业厅"] == [
        "rename",
        "2018-10",
        "2018-10-01",
        "True",
        "各省2018年机构改革方案",
        "山西省农业农村厅",
    ]
    assert found["山西省旅游局"][0:2] == ["merge", "2018-10"] and found["山西省旅游局"][3] == "False"
    assert found["山西省大同县人民政府"] == [
        *("upgrade", "2018", "2018-01-01", "True", "GB/T 2260: 大同县 → 云州区", "山西省云州区人民政府")
    ]
    assert found["大同县"][-1] == "云州区"


def test_what_one_became_is_one_step_away(graph):
    farms = NamedNode(iri.bearer("", FARMS))
    assert carried(graph, farms) == NamedNode(iri.bearer("", FARMS_2018))
    assert carried(graph, NamedNode(iri.region("140227"))) == NamedNode(iri.region("140215"))
    stays = NamedNode(iri.bearer("", "tourism.province.140000.0"))
    assert carried(graph, stays) == stays
    (why,) = graph.select("SELECT ?why $tourism { $tourism pk:unmapped ?why }", {"tourism": stays})
    assert str(why[0]).startswith("山西省旅游局: merge of 2018-10")


@pytest.mark.parametrize("view", ["printed", "today"])
@pytest.mark.parametrize("members", [True, False])
def test_a_view_changes_who_is_bound_and_nothing_else(graph, view, members):
    other = seen(graph, view, members)
    for query in (
        "SELECT (COUNT(*) AS ?n) { ?task a pk:Task ; pk:text ?text }",
        "SELECT (COUNT(*) AS ?n) { ?evidence a pk:Evidence ; pk:quote ?quote }",
        "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?task pk:hasAssignment ?a . ?a pk:agency/skos:prefLabel ?who }",
        "SELECT (COUNT(DISTINCT ?task) AS ?n) { ?task pk:principal/skos:prefLabel ?who }",
    ):
        assert list(other.select(query)) == list(graph.select(query))
    assert seen(graph, view, members) is other
