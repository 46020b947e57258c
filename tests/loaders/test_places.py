"""Places that sentences of our own single out, and those of the gold documents where they are at hand."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.finders.places import regions_in
from ontology.regions import regions

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

SHANXI, GUANGYUAN, NATION = "山西省", "四川省广元市", "中国"
CASES = [
    # on their own, in lists, full and short
    (SHANXI, "支持太原、晋中建设夜间经济街区。", ["山西省太原市", "山西省晋中市"]),
    (SHANXI, "以太原市和大同市为重点，推广垃圾分类。", ["山西省太原市", "山西省大同市"]),
    (SHANXI, "依托运城、临汾等黄河沿线城市发展旅游。", ["山西省运城市", "山西省临汾市"]),
    (SHANXI, "在阳曲县、娄烦县开展山洪预警。", ["山西省阳曲县", "山西省娄烦县"]),
    (SHANXI, "在太原市阳曲县试行河长公示。", ["山西省阳曲县"]),
    (SHANXI, "支持太原建设国家实验室。", ["山西省太原市"]),
    (SHANXI, "发挥太原经开区的带动作用。", ["山西省太原市"]),
    (SHANXI, "推动太原、长治两市共建创新平台。", ["山西省太原市", "山西省长治市"]),
    (SHANXI, "支持太原承办赛事。支持太原建设场馆。", ["山西省太原市"]),
    ("云南省", "支持贡山县、兰坪县先行。", ["云南省贡山独龙族怒族自治县", "云南省兰坪白族普米族自治县"]),
    ("云南省", "推进县域经济和县级医院建设。", []),
    (SHANXI, "右玉、偏关等县种树。", ["山西省右玉县", "山西省偏关县"]),
    (SHANXI, "建成太原至大同的观光带。", ["山西省太原市", "山西省大同市"]),
    (SHANXI, "学习浙江省做法，加强与河北省、内蒙古自治区合作。", ["浙江省", "河北省", "内蒙古自治区"]),
    (SHANXI, "与北京、天津开展对口帮扶。", ["北京市", "天津市"]),
    (GUANGYUAN, "在苍溪县、旺苍县推广红心猕猴桃。", ["四川省苍溪县", "四川省旺苍县"]),
    (GUANGYUAN, "依托利州区打造物流园。", ["四川省利州区"]),
    (NATION, "支持深圳、杭州先行先试。", ["广东省深圳市", "浙江省杭州市"]),
    (NATION, "推动上海市、海南省扩大开放。", ["上海市", "海南省"]),
    (NATION, "鼓励四川省广元市发展康养产业。", ["四川省广元市"]),
    (NATION, "以广西为重点建设口岸。", ["广西壮族自治区"]),
    (NATION, "做强洛阳、岳阳等区域性中心城市。", ["河南省洛阳市", "湖南省岳阳市"]),
    (NATION, "提升上海国际金融中心能级，建设现代化郑州都市圈。", ["上海市", "河南省郑州市"]),
    (NATION, "推进武汉空港综合保税区建设。", ["湖北省武汉市"]),
    ("广东省", "推进珠海横琴粤港澳深度合作，发展深圳前海。", ["广东省珠海市", "广东省深圳市"]),
    ("江苏省", "支持昆山、江阴等县级市改革。", ["江苏省昆山市", "江苏省江阴市"]),
    # the issuer and what it lies in
    (SHANXI, "打造山西省品牌，提高我省知名度，讲好山西故事。", []),
    (GUANGYUAN, "服务四川发展，建设广元市图书网。", []),
    # inside other names
    (SHANXI, "由太原海关负责通关便利化。", []),
    (SHANXI, "支持太原理工大学、大同大学建设一流学科。", []),
    (SHANXI, "推进太原武宿机场改扩建。", []),
    (SHANXI, "加强与宁波舟山港、上海洋山港合作。", []),
    (SHANXI, "太原市人民政府、大同市教育局负责落实。", []),
    (SHANXI, "落实《太原市养犬管理条例》。", []),
    (SHANXI, "办好“太原国际马拉松”。", []),
    (SHANXI, "支持晋中信息学院转设。", []),
    (SHANXI, "筹备杭州亚运会火炬活动。", []),
    (SHANXI, "发挥中国（太原）知识产权保护中心作用。", []),
    (SHANXI, "支持太原、大同海关共享数据。", []),
    (SHANXI, "引进上海某某科技有限公司。", []),
    (SHANXI, "综合整治苏州河、南京路、广州大道。", []),
    (SHANXI, "支持太原河道疏浚。", ["山西省太原市"]),
    # words that sound like places
    (SHANXI, "确保社会长治久安，弘扬延安精神。", []),
    (SHANXI, "推动公安机关便民，建设平安校园，普及安全知识。", []),
    (SHANXI, "全面完成县级水库加固，扩大同城化范围，确保定点帮扶。", []),
    ("山东省", "优化山东营商环境。", []),
    (SHANXI, "加强城区绿化和矿区修复。", []),
    (SHANXI, "促进城乡融合，改造老旧小区，繁荣文化市场。", []),
    (SHANXI, "接待来宾，服务青年，开展和平教育。", []),
    # a label groups a list, it is not singled out
    (SHANXI, "太原市：建设步道。", []),
    # townships, in a county's document only
    ("江西省赣州市石城县", "完成小松镇和横江镇、各乡镇的河道清理。", ["江西省石城县小松镇", "江西省石城县横江镇"]),
    ("江西省赣州市石城县", "督查指导乡（镇）开展工作，建设美丽乡村、特色镇。", []),
    (SHANXI, "推广北洸镇、小白乡经验。", []),
    # traditional script
    (SHANXI, "支持太原、長治等地發展旅遊。", ["山西省太原市", "山西省长治市"]),
]


@pytest.mark.parametrize(("home", "text", "expected"), CASES)
def test_places(home: str, text: str, expected: list[str]) -> None:
    assert [mention.name for mention in regions_in(text, regions().parse(home), 2020)] == expected


def test_a_name_shared_by_two_counties_of_the_province_keeps_its_prefecture() -> None:
    (found,) = regions_in("在长治市郊区试点。", regions().parse(SHANXI), 2015)
    assert (found.name, found.surface) == ("山西省长治市郊区", "长治市郊区")


def test_names_hold_in_the_document_s_year() -> None:
    home = regions().parse(SHANXI)
    assert [m.name for m in regions_in("在大同县推广黄花。", home, 2015)] == ["山西省大同县"]
    assert [m.name for m in regions_in("在云州区推广黄花。", home, 2020)] == ["山西省云州区"]


def test_without_a_home_the_places_still_count() -> None:
    assert [m.name for m in regions_in("支持太原、晋中开展试点。", None, None)] == ["山西省太原市", "山西省晋中市"]


@settings(deadline=None)  # the first call reads the registries
@given(st.text(alphabet="支持太原市、大同和长治县等《》“”：。，海关在阳曲 \n", max_size=60))
def test_offsets_lead_to_the_surface(text: str) -> None:
    for mention in regions_in(text, regions().parse(SHANXI), 2020):
        assert text[mention.start : mention.end] == mention.surface
        assert regions().get(mention.region).distinct_name == mention.name


@pytest.mark.skipif(not SHARED.exists(), reason="the gold documents are not beside this checkout")
@pytest.mark.parametrize("path", sorted((SHARED / "gold").glob("*-*.json")), ids=lambda path: path.stem)
def test_gold(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    home = regions().parse(gold["jurisdiction"] or gold["context"]["jurisdiction"])
    year = int((gold["issued"] or gold["context"]["issued"])[:4])
    for task in gold["tasks"]:
        listed = {a["agency"].removesuffix("人民政府") for a in task["assignments"] if a["kind"] == "government"}
        expected = sorted(region for region in task["regions"] if region not in listed)  # those are the bearers' own
        assert sorted(mention.name for mention in regions_in(task["text"], home, year)) == expected, task["key"]
