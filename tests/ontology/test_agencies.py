"""Who printed names mean: across levels, regions and reforms, and what must not be matched."""

import csv
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.agencies import identify, is_known, names
from ontology.agency_forms import registry
from ontology.agency_table import TIERS, read_functions, read_names, read_words
from ontology.errors import RegistryError
from ontology.regions import regions

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"

# printed, home, elided level, year, canonical name, function
KNOWN = [
    ("省人社厅", "山西省", None, 2020, "山西省人力资源和社会保障厅", "human-resources"),
    ("省人力社保厅", "浙江省", None, 2020, "浙江省人力资源和社会保障厅", "human-resources"),
    ("人力资源社会保障厅", "河南省", "province", 2017, "河南省人力资源和社会保障厅", "human-resources"),
    ("县人社局", "江西省赣州市石城县", None, 2018, "石城县人力资源和社会保障局", "human-resources"),
    ("省劳动保障厅", "山东省", None, 2006, "山东省劳动和社会保障厅", "labour"),
    ("省人事厅", "广东省", None, 2007, "广东省人事厅", "personnel"),
    ("省经贸委", "山东省", None, 2005, "山东省经济贸易委员会", "economy-trade"),
    ("省经信委", "山西省", None, 2015, "山西省经济和信息化委员会", "industry"),
    ("省工信厅", "山西省", None, 2020, "山西省工业和信息化厅", "industry"),
    ("经济和信息化厅", "四川省", "province", 2019, "四川省经济和信息化厅", "industry"),
    ("市经济信息委", "重庆市", None, 2019, "重庆市经济和信息化委员会", "industry"),
    ("省国土厅", "山西省", None, 2015, "山西省国土资源厅", "natural-resources"),
    ("市规划资源局", "上海市", None, 2020, "上海市规划和自然资源局", "natural-resources"),
    ("市规划自然资源委", "北京市", None, 2023, "北京市规划和自然资源委员会", "natural-resources"),
    ("省资规厅", "海南省", None, 2021, "海南省自然资源和规划厅", "natural-resources"),
    ("市住房城乡建设管理委", "上海市", None, 2020, "上海市住房和城乡建设管理委员会", "housing"),
    ("县城建局", "江西省赣州市石城县", None, 2018, "石城县城乡规划建设局", "housing"),
    ("省卫生厅", "江苏省", None, 2013, "江苏省卫生厅", "health"),
    ("县卫计委", "江西省赣州市石城县", None, 2018, "石城县卫生和计划生育委员会", "health"),
    ("省卫健委", "福建省", None, 2020, "福建省卫生健康委员会", "health"),
    ("省计生委", "山东省", None, 2006, "山东省人口和计划生育委员会", "population"),
    ("省药监局", "浙江省", None, 2010, "浙江省食品药品监督管理局", "food-drugs"),
    ("省药监局", "浙江省", None, 2022, "浙江省药品监督管理局", "drugs"),
    ("省广电局", "江苏省", None, 2010, "江苏省广播电影电视局", "broadcasting"),
    ("省广电局", "江苏省", None, 2016, "江苏省新闻出版广电局", "broadcasting"),
    ("省广电局", "江苏省", None, 2020, "江苏省广播电视局", "broadcasting"),
    ("省税务局", "山西省", None, 2020, "国家税务总局山西省税务局", "taxation"),
    ("市国税局", "四川省广元市", None, 2015, "广元市国家税务局", "state-taxation"),
    ("地税局", "河南省", "province", 2017, "河南省地方税务局", "local-taxation"),
    ("市教委", "上海市", None, 2020, "上海市教育委员会", "education"),
    ("州教育局", "甘肃省临夏回族自治州", None, 2019, "临夏回族自治州教育局", "education"),
    ("太原市教育局", "山西省", None, 2020, "太原市教育局", "education"),
    ("自治区发展改革委", "内蒙古自治区", None, 2021, "内蒙古自治区发展和改革委员会", "planning"),
    ("区发展改革委", "广西壮族自治区", None, 2020, "广西壮族自治区发展和改革委员会", "planning"),
    ("市发改委", "江苏省苏州市昆山市", None, 2020, "昆山市发展和改革委员会", "planning"),
    ("省国资委", "山西省", None, 2015, "山西省人民政府国有资产监督管理委员会", "state-assets"),
    ("市国资委", "四川省广元市", None, 2015, "广元市国有资产监督管理委员会", "state-assets"),
    ("市国资委", "上海市", None, 2020, "上海市国有资产监督管理委员会", "state-assets"),
    ("省扶贫办", "山西省", None, 2020, "山西省扶贫开发办公室", "poverty-relief"),
    ("扶贫办", "河南省", "province", 2017, "河南省人民政府扶贫开发办公室", "poverty-relief"),
    ("省委宣传部", "山西省", None, 2020, "中共山西省委宣传部", "publicity"),
    ("自治区党委宣传部", "内蒙古自治区", None, 2021, "中共内蒙古自治区委员会宣传部", "publicity"),
    ("市委编办", "四川省广元市", None, 2015, "中共广元市委机构编制委员会办公室", "staffing"),
    ("省编办", "山西省", None, 2015, "山西省机构编制委员会办公室", "staffing"),
    ("省编办", "山西省", None, 2021, "中共山西省委机构编制委员会办公室", "staffing"),
    ("省委网信办", "浙江省", None, 2016, "中共浙江省委网络安全和信息化领导小组办公室", "cyberspace"),
    ("省委网信办", "浙江省", None, 2022, "中共浙江省委网络安全和信息化委员会办公室", "cyberspace"),
    ("省直机关工委", "山西省", None, 2020, "中共山西省直属机关工作委员会", "direct-organs"),
    ("省政府外侨办", "河南省", None, 2017, "河南省人民政府外事侨务办公室", "foreign"),
    ("省府办公厅", "广东省", None, 2009, "广东省人民政府办公厅", "government-office"),
    ("团市委", "广东省广州市", None, 2012, "共青团广州市委员会", "youth"),
    ("共青团山西省委", "山西省", None, 2020, "共青团山西省委员会", "youth"),
    ("省贸促会", "安徽省", None, 2022, "中国国际贸易促进委员会安徽省委员会", "trade-promotion"),
    ("供销社", "广东省", "province", 2025, "广东省供销合作联社", "supply-marketing"),
    ("省供销社", "江苏省", None, 2013, "江苏省供销合作总社", "supply-marketing"),
    ("市法院", "广东省广州市", None, 2012, "广州市中级人民法院", "court"),
    ("省法院", "广东省", None, 2012, "广东省高级人民法院", "court"),
    ("人行太原中心支行", "山西省", None, 2015, "中国人民银行太原中心支行", "central-bank"),
    ("人行广元市中心支行", "四川省", None, 2015, "中国人民银行广元市中心支行", "central-bank"),
    ("人民银行广东省分行", "广东省", None, 2025, "中国人民银行广东省分行", "central-bank"),
    ("人行成都分行", "四川省", None, 2019, "中国人民银行成都分行", "central-bank"),
    ("省外汇管理局", "安徽省", None, 2022, "国家外汇管理局安徽省分局", "foreign-exchange"),
    ("浙江银保监局", "浙江省", None, 2022, "中国银行保险监督管理委员会浙江监管局", "banking-insurance-regulation"),
    ("广东金融监管局", "广东省", None, 2025, "国家金融监督管理总局广东监管局", "financial-regulation"),
    ("省金融监管局", "福建省", None, 2020, "福建省地方金融监督管理局", "local-finance"),
    ("省委金融办", "广东省", None, 2025, "中共广东省委金融委员会办公室", "finance-party"),
    ("合肥海关", "安徽省", None, 2022, "中华人民共和国合肥海关", "customs"),
    ("黄埔海关", "广东省", None, 2022, "中华人民共和国黄埔海关", "customs"),
    ("广东海事局", "广东省", None, 2024, "中华人民共和国广东海事局", "maritime"),
    ("省电力公司", "山西省", None, 2015, "国网山西省电力公司", "power-grid"),
    ("云南电网公司", "云南省", None, 2024, "云南电网有限责任公司", "power-grid"),
    ("省港航集团", "安徽省", None, 2022, "安徽省港航集团有限公司", "port-enterprise"),
    ("发展改革委", "中国", "national", 2018, "国家发展和改革委员会", "planning"),
    ("网信办", "中国", "national", 2018, "国家互联网信息办公室", "cyberspace"),
    ("国务院国资委", "中国", "national", 2021, "国务院国有资产监督管理委员会", "state-assets"),
    ("广电总局", "中国", "national", 2006, "国家广播电影电视总局", "broadcasting"),
    ("广电总局", "中国", "national", 2018, "国家广播电视总局", "broadcasting"),
    ("中央编办", "中国", "national", 2021, "中央机构编制委员会办公室", "staffing"),
    ("公安部", "山西省", "province", 2020, "公安部", "police"),
    ("市政府", "四川省广元市", None, 2015, "广元市人民政府", "government"),
    ("杭州市政府", "浙江省", None, 2022, "浙江省杭州市人民政府", "government"),
    ("阳曲县", "山西省", None, 2015, "山西省阳曲县人民政府", "government"),
    ("锡林郭勒盟行署", "内蒙古自治区", None, 2021, "内蒙古自治区锡林郭勒盟行政公署", "government"),
    ("市交通委（市道运局）", "上海市", None, 2020, "上海市交通委员会", "transport"),
    ("市交委", "广东省广州市", None, 2006, "广州市交通委员会", "transport"),
    ("市交委", "广东省广州市", None, 2012, "广州市交通运输委员会", "transport"),
    ("县纪委", "江西省赣州市石城县", None, 2018, "中共石城县纪律检查委员会", "discipline"),
    ("农行河南省分行", "河南省", None, 2017, "中国农业银行股份有限公司河南省分行", "bank"),
    ("市委市政府信访局", "四川省广元市", None, 2015, "广元市信访局", "petition"),
]


def who(printed, home, level, year):
    region = regions().parse(home, year)
    return identify(printed, home=region, level=level, year=year)


@pytest.mark.parametrize(("printed", "home", "level", "year", "canonical", "function"), KNOWN)
def test_known_names(printed, home, level, year, canonical, function):
    identity = who(printed, home, level, year)
    assert (identity.name, identity.function) == (canonical, function)
    assert identity.match in ("registry", "alias", "elided")
    assert identity.risk == ()


NEVER = [  # printed, home, year, a function or name that it must not get
    ("教育工会", "山西省", 2020, "education"),
    ("省教育工会", "山西省", 2020, "education"),
    ("县卫生院", "江西省赣州市石城县", 2018, "health"),
    ("县中医院", "江西省赣州市石城县", 2018, "chinese-medicine"),
    ("公安学院", "山西省", 2020, "police"),
    ("县派出所", "江西省赣州市石城县", 2018, "police"),
    ("县财政所", "江西省赣州市石城县", 2018, "finance"),
    ("交通银行", "山西省", 2020, "transport"),
    ("交通大学", "上海市", 2020, "transport"),
    ("市体育馆", "四川省广元市", 2015, "sport"),
    ("市文化馆", "四川省广元市", 2015, "culture"),
    ("市图书馆", "四川省广元市", 2015, "culture"),
    ("县林场", "江西省赣州市石城县", 2018, "forestry"),
    ("省气象学会", "山西省", 2020, "meteorology"),
    ("市商会", "四川省广元市", 2015, "commerce"),
    ("省水利学院", "山西省", 2020, "water"),
    ("市渔政局", "四川省广元市", 2015, "postal"),  # one character from 邮政局
    ("市物流局", "四川省广元市", 2015, "price"),
    ("市事务局", "四川省广元市", 2015, "commerce"),
    ("平安办", "山西省", 2020, "party-office"),  # 平安 is a district elsewhere
    ("省委党校", "山西省", 2020, "education"),
    ("省民政学校", "山西省", 2020, "civil"),
    ("市场建设服务中心", "四川省广元市", 2015, "market"),
    ("农业银行", "中国", 2020, "agriculture"),
]


@pytest.mark.parametrize(("printed", "home", "year", "function"), NEVER)
def test_what_must_not_match(printed, home, year, function):
    assert who(printed, home, None, year).function != function


@pytest.mark.parametrize(("printed", "function"), registry().forms.negatives)
def test_negatives_rule_out_what_would_be_read_as_a_misprint(printed, function, monkeypatch):
    def functions():
        identify.cache_clear()
        return {who("市" + printed, home, None, 2022).function for home in ("四川省广元市", "重庆市")}

    assert function not in functions()
    monkeypatch.setattr(registry().forms, "negatives", ())
    assert function in functions()
    identify.cache_clear()


def test_a_ministry_is_no_department_of_the_province():
    assert who("公安部", "山西省", "province", 2020).level == "national"
    assert who("公安厅", "山西省", "province", 2020).name == "山西省公安厅"


def test_one_form_means_other_bodies_in_other_years():
    tax = {year: who("省金融监管局", "福建省", None, year).name for year in (2020, 2024)}
    assert tax == {2020: "福建省地方金融监督管理局", 2024: "国家金融监督管理总局福建监管局"}


def test_a_name_out_of_its_time_is_resolved_and_noted():
    identity = who("省农业农村厅", "山西省", None, 2015)
    assert (identity.name, identity.function) == ("山西省农业农村厅", "agriculture")
    assert [note.split(":")[0] for note in identity.risk] == ["out of its time"]


def test_a_doubled_character_is_a_misprint():
    assert who("省教育厅厅", "山西省", None, 2015).name == "山西省教育厅"


def test_a_misprint_is_read_and_noted():
    identity = who("市人力资和源社会保障局", "四川省广元市", None, 2015)
    assert (identity.name, identity.match) == ("广元市人力资源和社会保障局", "spelling")
    assert identity.risk == ("close spelling: '市人力资和源社会保障局' is read as 广元市人力资源和社会保障局",)


COMPOSED = [
    ("县水文站", "石城县水文站"),
    ("县生态文明委", "石城县生态文明委员会"),
    ("赣江源管委会", "石城县赣江源管理委员会"),
    ("县人力资源服务办", "石城县人力资源服务办公室"),
    ("县委乡贤办", "中共石城县委乡贤办公室"),
    ("县古建筑修缮公司", "石城县古建筑修缮公司"),
    ("琴江镇", "石城县琴江镇人民政府"),
    ("横江镇人民政府", "石城县横江镇人民政府"),
]


@pytest.mark.parametrize(("printed", "canonical"), COMPOSED)
def test_unknown_bodies_get_the_region_and_official_words(printed, canonical):
    assert who(printed, "江西省赣州市石城县", None, 2018).name == canonical


def test_unknown_bodies_have_no_id_and_say_so():
    identity = who("县古建筑修缮中心", "江西省赣州市石城县", None, 2018)
    assert (identity.name, identity.id, identity.match) == ("石城县古建筑修缮中心", None, "composed")
    assert identity.risk == ("unknown to the registry: 县古建筑修缮中心",)


def test_a_county_of_two_homonyms_is_left_open():
    identity = who("矿区", "山西省", None, 2015)
    assert identity.match == "unknown"
    assert identity.alternatives == ("山西省大同市矿区人民政府", "山西省阳泉市矿区人民政府")


def test_departments_of_an_institution_keep_their_names():
    identity = identify("教务处", home=None, level="institution", year=2019)
    assert (identity.name, identity.kind, identity.function) == ("教务处", "unit", None)


def test_a_sign_means_the_nearest_region_of_its_kind():
    home = "江西省赣州市石城县"
    assert [who(name, home, None, 2018).name for name in ("县教育局", "市教育局", "省教育厅")] == [
        "石城县教育局",
        "赣州市教育局",
        "江西省教育厅",
    ]
    assert who("市教育局", "江苏省苏州市昆山市", None, 2018).name == "昆山市教育局"


def test_ids_are_of_function_level_region_and_first_year():
    assert who("省教育厅", "山西省", None, 2015).id == "education.province.140000.0"
    assert who("省卫健委", "山西省", None, 2020).id == "health.province.140000.2018"


def test_ids_are_shared_by_spellings_and_by_no_two_names():
    home = regions().parse("四川省广元市")
    assert who("市人社局", "四川省广元市", None, 2015).id == who("市人力资源社会保障局", "四川省广元市", None, 2015).id
    from_id = {}
    for text in registry().forms.by_text:
        identity = identify("市" + text, home=home, level=None, year=2015)
        if identity.id is not None and "{area}" not in text:
            assert from_id.setdefault(identity.id, identity.name) == identity.name
    assert len(from_id) > 300


def test_names_with_conjunctions_are_offered_longest_first():
    offered = names()
    assert {"人力资源和社会保障局", "住房和城乡建设厅", "扶贫和移民工作局", "扶贫和移民局"} <= set(offered)
    assert list(offered) == sorted(offered, key=lambda text: (-len(text), text))
    assert all(re.search("[和与及、暨，]", text) for text in offered)


def test_is_known():
    home = regions().parse("山西省")
    assert is_known("省教育厅", home=home, level=None, year=2020)
    assert not is_known("省古建筑修缮中心", home=home, level=None, year=2020)


@given(
    st.text(alphabet="省市县区委局厅办和、（）教育人社0a 甲乙", max_size=12),
    st.sampled_from(["山西省", "四川省广元市", "中国"]),
)
def test_any_text_gets_some_identity_and_always_the_same(text, home):
    region = regions().parse(home)
    identify.cache_clear()
    first = identify(text, home=region, level=None, year=2015)
    identify.cache_clear()
    assert identify(text, home=region, level=None, year=2015) == first


@given(st.sampled_from(sorted(registry().forms.names, key=lambda name: name.position)))
def test_every_official_name_is_read_as_itself(name):
    homes = {"国": "中国", "省": "山西省", "直": "天津市", "市": "四川省广元市", "县": "江西省赣州市石城县"}
    home = regions().parse(homes[name.tiers[0]])
    if name.regions or "{" in name.name.removeprefix("{region}"):
        return
    own = [other for other in registry().forms.names if other.function == name.function and home.name in other.regions]
    if own:  # the place's own name for that body goes before the usual one
        return
    identity = identify(name.name.replace("{region}", home.name), home=home, level=home.level, year=name.until or 2025)
    assert identity.name == name.name.replace("{region}", home.name)


def test_the_tables_cover_the_lines_of_government():
    used = {name.function for name in registry().forms.names}
    assert set(registry().functions) - used == {"township"}  # composed, since towns are in no table
    assert len(used) > 200
    assert {tier for name in registry().forms.names for tier in name.tiers} == set(TIERS)


MALFORMED = [
    ("agencies.csv", "function,levels,name,short,from,to,kind,region\nnothing,省,教育厅,,,,,\n", "unknown function"),
    ("agencies.csv", "function,levels,name,short,from,to,kind,region\neducation,州,教育厅,,,,,\n", "levels"),
    ("agencies.csv", "function,levels,name,short,from,to,kind,region\neducation,省,教育厅,,99,,,\n", "is no year"),
    ("agencies.csv", "function,levels,name,short,from,to,kind,region\neducation,省,教育厅,,,,office,\n", "kind"),
    ("agencies.csv", "function,levels,name\n", "columns"),
    ("agencies.csv", "function,levels,name,short,from,to,kind,region\neducation,省\n", "cells"),
]


@pytest.mark.parametrize(("file", "text", "message"), MALFORMED)
def test_a_malformed_table_is_refused_with_its_place(tmp_path, file, text, message):
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    functions = registry().functions
    with pytest.raises(RegistryError, match=f"agencies.csv, line [12]: .*{message}"):
        read_names(path, functions)


def test_other_malformed_tables_are_refused(tmp_path):
    words = tmp_path / "agency_words.csv"
    words.write_text("official,variants,place,note\n教育,教,nowhere,\n", encoding="utf-8")
    with pytest.raises(RegistryError, match="line 2: place 'nowhere'"):
        read_words(words)
    functions = tmp_path / "functions.csv"
    functions.write_text("code,zh,en,note\n教育,教育,education,\n", encoding="utf-8")
    with pytest.raises(RegistryError, match="must be ASCII"):
        read_functions(functions)


def test_no_short_form_is_listed_twice_in_a_line():
    path = Path(__file__).resolve().parents[2] / "ontology" / "agencies.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            forms = row["short"].split("|")
            assert len(forms) == len(set(forms)), row["name"]


def fold(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.skipif(not GOLD.exists(), reason="the gold folder is not beside the checkout")
def test_gold_bearers_get_their_gold_names():
    wrong, total = set(), 0
    for path in sorted(GOLD.glob("*-*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        context = gold.get("context") or {}
        home = regions().parse(gold["jurisdiction"] or context["jurisdiction"])
        year = int((gold["issued"] or context["issued"])[:4])
        for bearer in (a for task in gold["tasks"] for a in task["assignments"] if a["kind"] != "collective"):
            identity = identify(bearer["surface"], home=home, level=gold["level"], year=year)
            total += 1
            if (fold(identity.name), identity.kind) != (fold(bearer["agency"]), bearer["kind"]):
                wrong.add((bearer["surface"], identity.name))
    assert total > 800
    homonyms = {"矿区", "郊区"}  # told apart only by the prefecture that heads their list
    assert {surface for surface, _ in wrong} <= homonyms
