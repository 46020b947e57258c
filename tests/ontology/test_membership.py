"""Who belongs to a class of governments, and in which year."""

import pytest

from ontology.membership import government, government_named, members
from ontology.regions import regions

CLOSED = [
    ("山西省各市人民政府", "140000", 2015, 11),
    ("山西省各县（市、区）人民政府", "140000", 2015, 119),
    ("山西省各县（市、区）人民政府", "140000", 2020, 117),
    ("河南省各省直管县（市）人民政府", "410000", 2017, 10),
    ("广元市各县（市、区）人民政府", "510800", 2015, 7),
    ("广州市各县（市、区）人民政府", "440100", 2012, 12),
    ("各省（区、市）人民政府", None, 2019, 31),
    ("各省、自治区、直辖市人民政府", None, 2018, 31),
]
OPEN = [
    ("山西省相关市人民政府", "140000", 2015),
    ("广州市有关县（市、区）人民政府", "440100", 2012),
    ("河南省各有关市人民政府", "410000", 2017),
    ("河南省其他市人民政府", "410000", 2017),
    ("广元市各行业主管部门", "510800", 2015),
    ("河南省各级教育部门", "410000", 2017),
    ("石城县各乡镇人民政府", "360735", 2018),  # no registry of townships
    ("重庆市各市人民政府", "500000", 2019),  # a municipality has none
    ("山西省各市人民政府", "140000", None),  # nobody knows when
    ("各市人民政府", "no such region", 2015),
]


@pytest.mark.parametrize(("name", "region", "year", "number"), CLOSED)
def test_a_closed_class_has_the_members_of_its_year(name, region, year, number):
    found = members(name, region, year)
    assert len(found) == len({one.id for one in found}) == number
    assert {one.level for one in found} == {regions().get(found[0].region).level}


@pytest.mark.parametrize(("name", "region", "year"), OPEN)
def test_an_open_class_has_none(name, region, year):
    assert members(name, region, year) == ()


def test_the_cities_of_shanxi():
    cities = ["太原", "大同", "阳泉", "长治", "晋城", "朔州", "晋中", "运城", "忻州", "临汾", "吕梁"]
    assert [one.name for one in members("山西省各市人民政府", "140000", 2015)] == [
        f"山西省{c}市人民政府" for c in cities
    ]


def test_a_county_that_became_a_district_is_a_member_under_the_name_of_the_year():
    before = {one.name for one in members("山西省各县（市、区）人民政府", "140000", 2015)}
    after = {one.name for one in members("山西省各县（市、区）人民政府", "140000", 2020)}
    assert "山西省大同县人民政府" in before - after
    assert "山西省云州区人民政府" in after - before


@pytest.mark.parametrize("name", ["阳曲县人民政府", "山西省阳曲县人民政府", "山西省太原市阳曲县人民政府"])
def test_a_government_is_one_whatever_it_is_called(name):
    assert government_named(name, "county", "140122") == government(regions().get("140122"), 2015)


@pytest.mark.parametrize(
    ("name", "level", "region"),
    [
        ("阳曲县黄寨镇人民政府", "township", "140122"),
        ("阳曲县人民政府办公室", "county", "140122"),
        ("某县人民政府", None, None),
    ],
)
def test_another_body_of_the_region_is_not_its_government(name, level, region):
    assert government_named(name, level, region) is None


def test_a_league_has_an_administrative_office():
    assert government(regions().get("152500"), 2015).name == "内蒙古自治区锡林郭勒盟行政公署"
