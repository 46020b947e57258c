"""What bodies became in the reforms, and what the table of reforms promises."""

import pytest

from ontology.agencies import identify
from ontology.agency_forms import registry
from ontology.errors import RegistryError
from ontology.reforms import reforms, successors
from ontology.regions import regions


def body(printed, home, year):
    region = regions().parse(home)
    return identify(printed, home=region, level=region.level, year=year)


RENAMED = [  # printed, home, year, today's year, name then
    ("省农业厅", "山西省", 2015, 2025, "山西省农业农村厅"),
    ("省环保厅", "山西省", 2015, 2025, "山西省生态环境厅"),
    ("省建设厅", "山东省", 2006, 2025, "山东省住房和城乡建设厅"),
    ("市卫计委", "河南省洛阳市", 2016, 2025, "洛阳市卫生健康委员会"),
    ("国家卫生计生委", "中国", 2016, 2025, "国家卫生健康委员会"),
    ("人行太原中心支行", "山西省", 2015, 2025, "中国人民银行山西省分行"),
    ("省编办", "山西省", 2015, 2025, "中共山西省委机构编制委员会办公室"),
    ("省教育厅", "山西省", 2015, 2025, "山西省教育厅"),
    ("省农业厅", "山西省", 2015, 2016, "山西省农业厅"),  # not yet
]


@pytest.mark.parametrize(("printed", "home", "year", "today", "name"), RENAMED)
def test_renames_are_followed(printed, home, year, today, name):
    succession = successors(body(printed, home, year).id, today)
    assert (succession.name, succession.unmapped) == (name, None)


NOT_ONE_TO_ONE = [  # printed, home, year, kind, what it went into
    ("省国土厅", "山西省", 2015, "merge", "山西省自然资源厅"),
    ("市国税局", "四川省广元市", 2015, "merge", "国家税务总局广元市税务局"),
    ("省质监局", "江苏省", 2013, "merge", "江苏省市场监督管理局"),
    ("铁道部", "中国", 2012, "split", "国家铁路局、中国铁路总公司"),
    ("人事部", "中国", 2007, "merge", "人力资源和社会保障部"),
]


@pytest.mark.parametrize(("printed", "home", "year", "kind", "into"), NOT_ONE_TO_ONE)
def test_mergers_and_splits_are_said_and_not_followed(printed, home, year, kind, into):
    identity = body(printed, home, year)
    succession = successors(identity.id, 2022)
    assert (succession.id, succession.steps) == (identity.id, ())
    assert succession.unmapped.startswith(f"{kind} of ") and f": {into} (" in succession.unmapped


def test_a_chain_stops_at_the_first_merger():
    succession = successors(body("省扶贫办", "山西省", 2015).id, 2025)
    assert succession.name == "山西省乡村振兴局"
    assert [step.date for step in succession.steps] == ["2021-05"]
    assert "山西省农业农村厅" in succession.unmapped


def test_unknown_ids_are_refused():
    for id in ("nothing", "education.province.140000.1066", "education.province.999999.0"):
        with pytest.raises(RegistryError, match=r"agencies\.csv"):
            successors(id, 2025)


def test_every_event_joins_names_of_the_registry_and_has_a_source():
    known = {(name.function, name.name, tier) for name in registry().forms.names for tier in name.tiers}
    for event in reforms():
        assert event.source
        for tier in event.tiers:
            assert (*event.before, tier) in known, event
            assert (*event.after, tier) in known, event


def test_a_renamed_body_ends_when_its_successor_begins():
    bounds = {(name.function, name.name): name for name in registry().forms.names}
    for event in reforms():
        if event.kind == "rename" and event.tiers == "国":
            year = int(event.date[:4])
            assert bounds[event.before].until == year, event
            assert bounds[event.after].since in (year, None, 2003), event


def test_all_reforms_of_the_state_council_are_covered():
    years = {event.date[:4] for event in reforms() if "国" in event.tiers}
    assert {"1998", "2003", "2008", "2013", "2018", "2023"} <= years
