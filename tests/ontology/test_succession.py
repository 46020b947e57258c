"""What bodies became: reforms and changes of regions in one chain, and where a chain ends."""

import pytest

from ontology.agencies import identify
from ontology.errors import RegistryError
from ontology.membership import government
from ontology.regions import regions
from ontology.succession import trail

SHANXI = "山西省"
ONE_TO_ONE = [  # printed, home, year of the document, dates of the events, name today
    ("省农业厅", SHANXI, 2015, ["2018-10"], "山西省农业农村厅"),
    ("省经信委", SHANXI, 2015, ["2018-10"], "山西省工业和信息化厅"),
    ("省编办", SHANXI, 2015, ["2018-03"], "中共山西省委机构编制委员会办公室"),
    ("人行太原中心支行", SHANXI, 2015, ["2023-08"], "中国人民银行山西省分行"),
    ("省教育厅", SHANXI, 2015, [], "山西省教育厅"),
    ("县教育局", "山西省大同县", 2015, ["2018"], "云州区教育局"),
    ("县农业局", "山西省大同县", 2015, ["2018", "2018-12"], "云州区农业农村局"),
]
ENDED = [  # printed, year, why no single body of today stands for it
    ("省旅游局", 2015, "山西省旅游局: merge of 2018-10, 山西省文化和旅游厅"),
    ("省国税局", 2015, "山西省国家税务局: merge of 2018-06, 国家税务总局山西省税务局"),
    ("省国土厅", 2015, "山西省国土资源厅: merge of 2018-10, 山西省自然资源厅"),
    ("省新闻出版广电局", 2015, "山西省新闻出版广电局: split of 2018-10, 山西省广播电视局、山西省新闻出版局"),
    ("省扶贫办", 2020, "山西省乡村振兴局: merge of 2024-01, 山西省农业农村厅"),
]


def body(printed, home, year):
    return identify(printed, home=regions().parse(home, year), level=None, year=year).id


@pytest.mark.parametrize(("printed", "home", "year", "dates", "today"), ONE_TO_ONE)
def test_one_became_one(printed, home, year, dates, today):
    found = trail(body(printed, home, year))
    assert ([event.date for event in found.events], found.last.name, found.unmapped) == (dates, today, None)


@pytest.mark.parametrize(("printed", "year", "why"), ENDED)
def test_a_merger_or_split_ends_the_chain_and_says_so(printed, year, why):
    found = trail(body(printed, SHANXI, year))
    assert found.unmapped is not None and found.unmapped.startswith(why)
    assert not found.events[-1].one_to_one


def test_a_chain_goes_no_further_than_the_year_asked():
    relief = body("省扶贫办", SHANXI, 2015)
    assert [trail(relief, year).last.name for year in (2020, 2021)] == ["山西省扶贫开发办公室", "山西省乡村振兴局"]
    assert trail(relief, 2021).unmapped is None


def test_governments_follow_their_regions():
    county, district = (regions().parse(name, 2015) for name in ("山西省大同县", "山西省大同市矿区"))
    assert trail(government(county, 2015).id).last.name == "山西省云州区人民政府"
    assert (trail(government(district, 2015).id).unmapped or "").startswith("山西省大同市矿区人民政府: merge of 2018")


def test_an_unknown_id_is_refused():
    with pytest.raises(RegistryError, match="no id of an agency"):
        trail("education.county.nowhere.0")
