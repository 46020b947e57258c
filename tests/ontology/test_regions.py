"""The registry of regions: what the tables hold, what names mean at a date, and what a text names."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import RegistryError
from ontology.region_tables import CHANGE_COLUMNS, REGION_COLUMNS, read_regions
from ontology.regions import Region, regions

REGISTRY = regions()
SHANXI = REGISTRY.get("140000")
HENAN = REGISTRY.get("410000")
LINES = st.sampled_from(REGISTRY.lines)


def full_names(found: tuple[Region, ...]) -> list[str]:
    return [region.full_name for region in found]


def names(found: tuple[Region, ...]) -> list[str]:
    return [region.name for region in found]


# --- what the tables hold -------------------------------------------------------------------------------------------


def test_every_parent_exists_and_is_in_force_with_its_child() -> None:
    for line in REGISTRY.lines:
        if line.parent is None:
            assert line.id == "CN"
            continue
        for year in (2002, 2008, 2014, 2016, 2019, 2025):
            if line.holds_in(year):
                assert REGISTRY.get(line.parent, year).holds_in(year), (line.full_name, year)


def test_the_lines_of_a_region_follow_one_another_without_gap_or_overlap() -> None:
    by_id: dict[str, list[Region]] = {}
    for line in REGISTRY.lines:
        by_id.setdefault(line.id, []).append(line)
    for lines in by_id.values():
        assert {(line.name, line.kind) for line in lines} == {(lines[0].name, lines[0].kind)}
        for before, after in pairwise(lines):
            assert before.until == after.since is not None, before.full_name
            assert (before.parent, before.code, before.run_as) != (after.parent, after.code, after.run_as)


def test_no_two_regions_have_one_full_name_in_one_year() -> None:
    for year in range(2002, 2026):
        held = [line.full_name for line in REGISTRY.lines if line.holds_in(year)]
        assert len(held) == len(set(held))


def test_an_event_ends_and_begins_the_regions_that_it_joins() -> None:
    for change in REGISTRY.changes:
        for id in change.after:
            assert REGISTRY.get(id).holds_in(change.year) or REGISTRY.get(id, change.year).holds_in(change.year), change
        if change.kind in ("rename", "upgrade", "downgrade", "abolish"):
            assert [REGISTRY.get(id).valid_to for id in change.before] == [change.year], change
        if change.one_to_one:
            assert change.continuity and len(change.before) == len(change.after) == 1, change


def test_a_region_that_ended_after_2002_has_the_event_that_ended_it() -> None:
    ended = {line.id for line in REGISTRY.lines if line.valid_to is not None}
    assert {id for id in ended if not REGISTRY.successors(REGISTRY.get(id))} == set()


def test_the_note_of_an_event_names_its_regions() -> None:
    for change in REGISTRY.changes:
        if change.kind != "transfer":
            printed = change.note.replace("→", " ").split()
            meant = [REGISTRY.get(id).name for id in (*change.before, *change.after)]
            assert all(note.endswith(name) for note, name in zip(printed, meant, strict=True)), change


# by kind (the columns are KINDS below), as the yearly official statistics of divisions count them
OFFICIAL = {
    2003: (282, 18, 30, 3, 845, 374, 1470, 117, 49, 3, 2, 1),
    2006: (283, 17, 30, 3, 856, 369, 1463, 117, 49, 3, 2, 1),
    2009: (283, 17, 30, 3, 855, 367, 1464, 117, 49, 3, 2, 1),
    2010: (283, 17, 30, 3, 853, 370, 1461, 117, 49, 3, 2, 1),
    2012: (285, 15, 30, 3, 860, 368, 1453, 117, 49, 3, 1, 1),
    2014: (288, 12, 30, 3, 897, 361, 1425, 117, 49, 3, 1, 1),
    2015: (291, 10, 30, 3, 921, 361, 1397, 117, 49, 3, 1, 1),
    2016: (293, 8, 30, 3, 954, 360, 1366, 117, 49, 3, 1, 1),
    2017: (294, 7, 30, 3, 962, 363, 1355, 117, 49, 3, 1, 1),
    2018: (294, 7, 30, 3, 970, 375, 1335, 117, 49, 3, 1, 1),
    2019: (293, 7, 30, 3, 965, 387, 1323, 117, 49, 3, 1, 1),
    2020: (293, 7, 30, 3, 973, 388, 1312, 117, 49, 3, 1, 1),
    2021: (293, 7, 30, 3, 977, 394, 1301, 117, 49, 3, 1, 1),
    2023: (293, 7, 30, 3, 977, 397, 1299, 117, 49, 3, 1, 1),
}
KINDS = "地级市 地区 自治州 盟 市辖区 县级市 县 自治县 旗 自治旗 特区 林区".split()


@pytest.mark.parametrize("year", OFFICIAL)
def test_each_kind_is_as_many_as_the_official_statistics_count(year: int) -> None:
    held = [line.kind for line in REGISTRY.lines if line.holds_in(year)]
    assert tuple(held.count(kind) for kind in KINDS) == OFFICIAL[year]


# prefectures and counties
PROVINCES_2015 = """
北京市 0 16 天津市 0 16 河北省 11 170 山西省 11 119 内蒙古自治区 12 102 辽宁省 14 100
吉林省 9 60 上海市 0 16 江苏省 13 97 浙江省 11 90 安徽省 16 105 福建省 9 85
江西省 11 100 山东省 17 137 河南省 17 158 湖北省 13 103 湖南省 14 122 广东省 21 119
广西壮族自治区 14 110 重庆市 0 38 四川省 21 183 贵州省 9 88 云南省 16 129 陕西省 10 107
甘肃省 14 86 青海省 8 43 宁夏回族自治区 5 22
"""


def test_prefectures_and_counties_of_2015_by_province() -> None:
    words = PROVINCES_2015.split()
    for name, prefectures, counties in zip(words[::3], words[1::3], words[2::3], strict=True):
        province = REGISTRY.parse(name)
        assert province is not None
        held = [line for line in REGISTRY.lines if line.holds_in(2015) and REGISTRY.is_within(line, province)]
        found = [line.level for line in held if line.kind not in ("行政委员会", "地辖区")]
        assert (name, found.count("prefecture"), found.count("county")) == (name, int(prefectures), int(counties))


def test_there_are_34_provinces_and_the_mainland_ones_have_a_sign_for_document_numbers() -> None:
    provinces = REGISTRY.children(REGISTRY.get("CN"))
    assert len(provinces) == 34
    assert all(province.level == "province" and province.abbreviations for province in provinces)
    assert len({sign for province in provinces for sign in province.abbreviations}) == sum(
        len(province.abbreviations) for province in provinces
    )


# --- names at a date ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year", "full_name", "id"),
    [
        ("中国", None, "中国", "CN"),
        ("全国", None, "中国", "CN"),
        ("山西省", None, "山西省", "140000"),
        ("新疆维吾尔自治区", None, "新疆维吾尔自治区", "650000"),
        ("广西壮族自治区南宁市", None, "广西壮族自治区南宁市", "450100"),
        ("内蒙古自治区呼伦贝尔市", None, "内蒙古自治区呼伦贝尔市", "150700"),
        ("四川省广元市", None, "四川省广元市", "510800"),
        ("广元市", None, "四川省广元市", "510800"),
        ("四川广元", None, "四川省广元市", "510800"),
        ("江西省赣州市石城县", None, "江西省赣州市石城县", "360735"),
        ("江西省石城县", None, "江西省赣州市石城县", "360735"),
        ("北京市朝阳区", None, "北京市朝阳区", "110105"),
        ("重庆市云阳县", None, "重庆市云阳县", "500235"),
        ("湖北省仙桃市", None, "湖北省仙桃市", "429004"),
        ("恩施州", None, "湖北省恩施土家族苗族自治州", "422800"),
        ("威宁县", None, "贵州省毕节市威宁彝族回族苗族自治县", "522427"),
        ("西藏林芝", None, "西藏自治区林芝市", "540400"),
        ("大同", None, "山西省大同市", "140200"),  # and not 大同县
        ("吉林", None, "吉林省", "220000"),  # and not 吉林市
        ("大同县", 2015, "山西省大同市大同县", "140227"),
        ("大同县", 2019, None, None),
        ("云州区", 2019, "山西省大同市云州区", "140215"),
        ("云州区", 2015, None, None),
        ("矿区", 2015, None, None),  # of 大同市 and of 阳泉市
        ("矿区", None, None, None),
        ("大同市矿区", 2015, "山西省大同市矿区", "140203"),
        ("山西省矿区", 2019, "山西省阳泉市矿区", "140303"),
        ("河北省桥东区", None, None, None),  # once of 石家庄市, 邢台市 and 张家口市
        ("河北省桥东区", 2021, "河北省张家口市桥东区", "130702"),
        ("襄樊市", 2008, "湖北省襄樊市", "420600"),
        ("襄阳市", 2015, "湖北省襄阳市", "420600-2010"),
        ("毕节市", 2008, "贵州省毕节地区毕节市", "522401"),
        ("毕节市", 2015, "贵州省毕节市", "520500"),
        ("毕节市", None, "贵州省毕节市", "520500"),
        ("巢湖市", 2008, "安徽省巢湖市", "341400"),
        ("巢湖市", 2015, "安徽省合肥市巢湖市", "340181"),
        ("安徽省巢湖市庐江县", None, "安徽省巢湖市庐江县", "341421"),
        ("庐江县", 2015, "安徽省合肥市庐江县", "341421"),
        ("简阳市", 2014, "四川省资阳市简阳市", "512081"),
        ("简阳市", 2020, "四川省成都市简阳市", "512081"),
        ("公主岭市", 2019, "吉林省四平市公主岭市", "220381"),
        ("公主岭市", 2021, "吉林省长春市公主岭市", "220381"),
        ("寿县", 2020, "安徽省淮南市寿县", "341521"),
        ("莱芜市", 2015, "山东省莱芜市", "371200"),
        ("山东省钢城区", 2020, "山东省济南市钢城区", "371203"),
        ("儋州市", 2010, "海南省儋州市", "469003"),
        ("儋州市", 2020, "海南省儋州市", "460400"),
        ("米林县", 2020, "西藏自治区林芝市米林县", "542623"),
        ("济源市", 2020, "河南省济源市", "410881"),
        ("长垣县", 2017, "河南省新乡市长垣县", "410728"),
        ("长垣市", 2021, "河南省新乡市长垣市", "410783"),
        ("思茅", 2005, "云南省思茅市", "530800"),
        ("某某县", None, None, None),
        ("山西省某县", None, None, None),
        ("", None, None, None),
    ],
)
def test_parse(text: str, year: int | None, full_name: str | None, id: str | None) -> None:
    found = REGISTRY.parse(text, year)
    if found is not None and year is not None:
        found = REGISTRY.get(found.id, year)
    assert (found and found.full_name, found and found.id) == (full_name, id)


@pytest.mark.parametrize(
    ("name", "within", "year", "expected"),
    [
        ("郊区", "山西省", 2015, ["山西省阳泉市郊区", "山西省长治市郊区"]),
        ("郊区", "山西省长治市", 2015, ["山西省长治市郊区"]),
        ("郊区", "山西省", 2020, ["山西省阳泉市郊区"]),
        ("城区", "山西省", 2015, ["山西省大同市城区", "山西省阳泉市城区", "山西省长治市城区", "山西省晋城市城区"]),
        ("朝阳区", None, 2020, ["北京市朝阳区", "吉林省长春市朝阳区"]),
        ("太原", None, None, ["山西省太原市"]),
        ("大同", "山西省", 2015, ["山西省大同市", "山西省大同市大同县"]),
        ("大同县", None, 2018, ["山西省大同市大同县"]),  # the year of the change still knows it
        ("云州区", None, 2018, ["山西省大同市云州区"]),
        ("长治市", "河南省", None, []),
    ],
)
def test_candidates(name: str, within: str | None, year: int | None, expected: list[str]) -> None:
    region = REGISTRY.parse(within) if within else None
    assert full_names(REGISTRY.candidates(name, region, year)) == expected


@pytest.mark.parametrize(
    ("text", "year", "distinct"),
    [
        ("太原市", 2015, "山西省太原市"),
        ("阳曲县", 2015, "山西省阳曲县"),
        ("南郊区", 2015, "山西省南郊区"),
        ("大同市矿区", 2015, "山西省大同市矿区"),
        ("长治市郊区", 2015, "山西省长治市郊区"),
        ("北京市东城区", 2015, "北京市东城区"),
        ("邢台市桥东区", 2015, "河北省邢台市桥东区"),
        ("仙桃市", 2015, "湖北省仙桃市"),
    ],
)
def test_distinct_name_keeps_the_prefecture_only_where_the_province_has_two(
    text: str, year: int, distinct: str
) -> None:
    found = REGISTRY.parse(text, year)
    assert found is not None and found.distinct_name == distinct


@pytest.mark.parametrize(
    ("before", "kind", "after", "year", "continuity", "one_to_one"),
    [
        ("山西省大同市大同县", "upgrade", ["云州区"], 2018, True, True),
        ("山西省大同市矿区", "merge", ["云冈区"], 2018, False, False),
        ("山西省大同市南郊区", "merge", ["平城区", "云冈区"], 2018, False, False),
        ("山西省长治市郊区", "merge", ["潞州区"], 2018, False, False),
        ("山西省长治市长治县", "upgrade", ["上党区"], 2018, True, True),
        ("山西省晋中市太谷县", "upgrade", ["太谷区"], 2019, True, True),
        ("山西省吕梁地区", "upgrade", ["吕梁市"], 2003, True, True),
        ("湖北省襄樊市", "rename", ["襄阳市"], 2010, True, True),
        ("云南省思茅市", "rename", ["普洱市"], 2007, True, True),
        ("四川省广元市元坝区", "rename", ["昭化区"], 2013, True, True),
        ("山东省莱芜市", "abolish", ["济南市"], 2019, False, False),
        ("安徽省巢湖市", "abolish", ["合肥市", "芜湖市", "马鞍山市"], 2011, False, False),
        ("北京市崇文区", "merge", ["东城区"], 2010, False, False),
        ("上海市闸北区", "merge", ["静安区"], 2015, False, False),
        ("广东省广州市萝岗区", "merge", ["黄埔区"], 2014, False, False),
        ("浙江省杭州市江干区", "merge", ["上城区", "拱墅区"], 2021, False, False),
        ("河南省新乡市长垣县", "upgrade", ["长垣市"], 2019, True, True),
        ("贵州省遵义市遵义县", "upgrade", ["播州区"], 2016, True, False),
        ("陕西省西安市户县", "upgrade", ["鄠邑区"], 2016, True, True),
        ("山东省菏泽市定陶县", "upgrade", ["定陶区"], 2016, True, True),
    ],
)
def test_what_a_region_became(
    before: str, kind: str, after: list[str], year: int, continuity: bool, one_to_one: bool
) -> None:
    ended = next(line for line in REGISTRY.lines if line.full_name == before and line.until == year)
    change = next(c for c in REGISTRY.changes if ended.id in c.before and c.year == ended.valid_to and c.kind == kind)
    assert [REGISTRY.get(id).name for id in change.after] == after
    assert (change.continuity, change.one_to_one) == (continuity, one_to_one)
    assert set(after) <= set(names(REGISTRY.successors(ended)))


# --- who belongs to a collective ------------------------------------------------------------------------------------


def test_the_prefectures_of_shanxi() -> None:
    assert names(REGISTRY.members(SHANXI, "prefecture", 2015)) == (
        "太原市 大同市 阳泉市 长治市 晋城市 朔州市 晋中市 运城市 忻州市 临汾市 吕梁市".split()
    )


def test_the_counties_of_shanxi_change_with_the_year() -> None:
    in_2015 = set(names(REGISTRY.members(SHANXI, "county", 2015)))
    in_2019 = set(names(REGISTRY.members(SHANXI, "county", 2019)))
    assert len(REGISTRY.members(SHANXI, "county", 2015)) == 119
    assert len(REGISTRY.members(SHANXI, "county", 2019)) == 117
    assert in_2019 - in_2015 == set("平城区 云冈区 云州区 潞州区 上党区 屯留区 潞城区 怀仁市 太谷区".split())


def test_counties_that_henan_runs_itself() -> None:
    assert names(REGISTRY.members(HENAN, "direct", 2017)) == (
        "巩义市 兰考县 汝州市 滑县 长垣县 邓州市 永城市 固始县 鹿邑县 新蔡县".split()
    )
    assert "长垣市" in names(REGISTRY.members(HENAN, "direct", 2020))
    assert REGISTRY.members(HENAN, "direct", 2008) == ()
    assert "济源市" in names(REGISTRY.members(HENAN, "prefecture", 2017))


@pytest.mark.parametrize(
    ("province", "expected"),
    [
        ("湖北省", "仙桃市 潜江市 天门市 神农架林区"),
        ("河北省", "辛集市 定州市"),
        ("山西省", ""),
        ("重庆市", ""),
        ("新疆维吾尔自治区", "石河子市 阿拉尔市 图木舒克市 五家渠市 北屯市 铁门关市 双河市 可克达拉市 昆玉市 胡杨河市"),
        (
            "海南省",
            "五指山市 琼海市 文昌市 万宁市 东方市 定安县 屯昌县 澄迈县 临高县 白沙黎族自治县 昌江黎族自治县 "
            "乐东黎族自治县 陵水黎族自治县 保亭黎族苗族自治县 琼中黎族苗族自治县",
        ),
    ],
)
def test_direct_counties_elsewhere(province: str, expected: str) -> None:
    region = REGISTRY.parse(province)
    assert region is not None
    assert sorted(names(REGISTRY.members(region, "direct", 2020))) == sorted(expected.split())


def test_children_and_ancestors_follow_the_year() -> None:
    datong = REGISTRY.get("140200")
    assert {"城区", "矿区", "南郊区", "大同县"} <= set(names(REGISTRY.children(datong, 2017)))
    assert {"平城区", "云冈区", "云州区"} <= set(names(REGISTRY.children(datong, 2018)))
    assert "大同县" not in names(REGISTRY.children(datong, 2018))
    assert names(REGISTRY.ancestors(REGISTRY.get("512081", 2014))) == ["资阳市", "四川省", "中国"]
    assert names(REGISTRY.ancestors(REGISTRY.get("512081", 2018))) == ["成都市", "四川省", "中国"]


def test_signs_of_document_numbers() -> None:
    assert [names(REGISTRY.abbreviated(sign)) for sign in "晋皖粤穗川"] == [
        ["山西省"],
        ["安徽省"],
        ["广东省"],
        ["广州市"],
        ["四川省"],
    ]


# --- names in a text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "within", "year", "expected"),
    [
        (
            "太原市：阳曲县、娄烦县",
            None,
            2015,
            [("太原市", "full", ["太原市"]), ("阳曲县", "full", ["阳曲县"]), ("娄烦县", "full", ["娄烦县"])],
        ),
        ("大同市矿区率先试行", None, 2015, [("大同市矿区", "full", ["矿区"])]),
        ("推动太原、大同协同发展", None, 2015, [("太原", "short", ["太原市"]), ("大同", "short", ["大同市"])]),
        ("到安阳曲县调研", None, 2015, [("阳曲县", "full", ["阳曲县"])]),
        ("河南省新乡市长垣县", None, 2017, [("河南省新乡市长垣县", "full", ["长垣县"])]),
        ("山西大同", None, 2017, [("山西大同", "short", ["大同市"])]),
        ("确保社会长治久安", None, 2020, []),
        ("加强资源共享与国际合作，畅通道路", None, 2020, []),  # 资源县, 合作市, 通道县
        ("太原路、大同镇", None, 2015, []),
        ("繁荣广元市场", None, 2015, []),
        ("建设示范县", None, 2015, [("范县", "common", ["范县"])]),
        ("朝阳产业", None, 2015, []),
        ("全国各地", None, 2015, []),
        ("矿区", "山西省大同市", 2015, [("矿区", "common", ["矿区"])]),
        ("苍溪、剑阁两县", "四川省广元市", 2015, [("苍溪", "short", ["苍溪县"]), ("剑阁", "short", ["剑阁县"])]),
        ("与陕西省汉中市接壤的朝天区", "四川省广元市", 2015, [("朝天区", "full", ["朝天区"])]),
        ("", None, None, []),
    ],
)
def test_named_in(text: str, within: str | None, year: int | None, expected: list[tuple[str, str, list[str]]]) -> None:
    region = REGISTRY.parse(within) if within else None
    found = REGISTRY.named_in(text, region, year)
    assert [(text[p.start : p.end], p.match, names(p.regions)) for p in found] == expected


def test_a_name_that_several_regions_have_is_given_with_all_of_them() -> None:
    (place,) = REGISTRY.named_in("朝阳区", year=2020)
    assert full_names(place.regions) == ["北京市朝阳区", "吉林省长春市朝阳区"]


# --- properties -----------------------------------------------------------------------------------------------------


@given(LINES)
def test_the_full_name_of_a_line_means_its_region(line: Region) -> None:
    year = line.since if line.since is not None else 2002
    found = REGISTRY.parse(line.full_name, year if line.id != "CN" else None)
    assert found is not None and found.id == line.id


@given(LINES)
def test_a_region_is_within_its_ancestors_and_they_spell_its_full_name(line: Region) -> None:
    above = REGISTRY.ancestors(line)
    assert all(REGISTRY.is_within(line, region) for region in above)
    chain = [region.name for region in (line, *above) if region.id != "CN" or line.id == "CN"]
    assert "".join(reversed(chain)) == line.full_name


@given(LINES)
def test_intervals_are_not_inverted_and_lie_in_the_life(line: Region) -> None:
    low, high = line.since or 0, line.until or 9999
    assert (line.valid_from or 0) <= low < high <= (line.valid_to or 9999)


@given(st.lists(LINES, min_size=1, max_size=5), st.sampled_from(["、", "，", "；\n"]))
def test_listed_full_names_are_all_found_with_their_offsets(listed: list[Region], separator: str) -> None:
    listed = [line for line in listed if line.id != "CN" and len(line.name) > 2]
    text = separator.join(line.full_name for line in listed)
    found = REGISTRY.named_in(text)
    assert [text[p.start : p.end] for p in found] == [line.full_name for line in listed]
    # of two of one full name (儋州市, a county to 2015 and then a prefecture) the older gives way
    assert all(
        line.full_name in [region.full_name for region in p.regions] for p, line in zip(found, listed, strict=True)
    )


@given(st.text(alphabet="太原大同市县区矿省山西、 年a", max_size=30))
def test_places_are_in_order_and_apart_whatever_the_text(text: str) -> None:
    found = REGISTRY.named_in(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(place.regions and 0 <= place.start < place.end <= len(text) for place in found)


# --- malformed tables -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,甲省,省,CN,,,,,,,,,", None),
        ("1,甲省,国,CN,,,,,,,,,", "unknown kind '国'"),
        ("1,甲省,省,XX,,,,,,,,,", "parent 'XX' of 甲省"),
        ("1,甲省,省,CN,,2010,2009,,,,,,", "until 2009 is before since 2010"),
        ("1,甲省,省,CN,,10,,,,,,,", "'10' is no year"),
        ("1,甲省,省", "3 cells instead of 13"),
    ],
)
def test_a_malformed_line_is_named_with_its_mend(tmp_path: Path, row: str, message: str | None) -> None:
    table = tmp_path / "regions.csv"
    table.write_text(f"{','.join(REGION_COLUMNS)}\nCN,中国,国家,,,,,,,,,,\n{row}\n", encoding="utf-8")
    if message is None:
        assert full_names(read_regions(table)) == ["中国", "甲省"]
    else:
        with pytest.raises(RegistryError, match=rf"regions\.csv, line 3: .*{message}"):
            read_regions(table)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "regions.csv"
    table.write_text("id,name\n", encoding="utf-8")
    with pytest.raises(RegistryError, match="line 1: the columns must be"):
        read_regions(table)


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="999999"):
        REGISTRY.get("999999")


def test_the_tables_are_tidy() -> None:
    folder = Path(regions.__wrapped__.__code__.co_filename).parent  # type: ignore[attr-defined]
    for name, columns in (("regions.csv", REGION_COLUMNS), ("region_changes.csv", CHANGE_COLUMNS)):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == columns
        assert all(cell == cell.strip() for row in rows for cell in row)
        assert len({tuple(row) for row in rows}) == len(rows)
