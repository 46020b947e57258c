"""What a named policy is to the document: short texts of our own, and the gold documents where they are at hand."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.finders.citations import citations

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

CASES = [
    ("根据《乡村振兴促进法》，制定本方案。", [("乡村振兴促进法", None, "applies")]),
    (
        "为贯彻落实《关于发展冷链物流的意见》（甲政发〔2021〕7号）精神，结合实际，提出如下措施。",
        [("关于发展冷链物流的意见", "甲政发〔2021〕7号", "applies")],
    ),
    (
        "按照《甲规划》和省政府印发的《乙行动计划》（乙政办发[2019]12号）要求，经研究，制定本办法。",
        [("甲规划", None, "applies"), ("乙行动计划", "乙政办发[2019]12号", "applies")],
    ),
    (
        "依据《养老服务条例》、《养老机构管理办法》等规定开展检查。",
        [("养老服务条例", None, "applies"), ("养老机构管理办法", None, "applies")],
    ),
    ("依据《安全生产法》《消防法》演练。", [("安全生产法", None, "applies"), ("消防法", None, "applies")]),
    ("依法办理，落实《信访条例》。", [("信访条例", None, "applies")]),
    ("落实《县域商业建设行动方案》重点任务分工表", [("县域商业建设行动方案", None, "applies")]),
    ("《节水型社会建设规划》任务分工方案", [("节水型社会建设规划", None, "applies")]),
    ("关于贯彻《关于加强湿地保护的决定》的实施意见", [("关于加强湿地保护的决定", None, "applies")]),
    ("现将《林长制工作要点》印发给你们，请认真执行。", []),
    ("《林长制工作要点》已经县政府同意，现印发给你们。", []),
    ("某县人民政府关于印发《林长制工作要点》的通知", []),
    (
        "现将《财政部关于管好专项资金的通知》（财预〔2018〕3号）转发给你们，请遵照执行。",
        [("财政部关于管好专项资金的通知", "财预〔2018〕3号", "applies")],
    ),
    ("推动《慢行系统规划》落地见效。", [("慢行系统规划", None, "applies")]),
    ("完成《慢行系统规划》提出的目标任务。", [("慢行系统规划", None, "applies")]),
    ("《慢行系统规划》规定的情形除外。", [("慢行系统规划", None, "cites")]),
    ("制定《慢行系统规划》实施细则。", [("慢行系统规划", None, "cites")]),
    ("推进《数据交易条例》立法。", [("数据交易条例", None, "cites")]),
    (
        "修订《公交补贴办法》，制定《站点建设标准》。",
        [("公交补贴办法", None, "cites"), ("站点建设标准", None, "cites")],
    ),
    (
        "落实《电动汽车充电指导意见》，修订《停车场管理办法》。",
        [("电动汽车充电指导意见", None, "applies"), ("停车场管理办法", None, "cites")],
    ),
    ("落实《烟花爆竹管理条例》修订工作。", [("烟花爆竹管理条例", None, "cites")]),
    (
        "本办法自印发之日起施行，《考核暂行办法》（甲办发〔2009〕8号）同时废止。",
        [("考核暂行办法", "甲办发〔2009〕8号", "repeals")],
    ),
    (
        "原《甲地评比办法》《乙地评比办法》自本细则施行之日起停止执行。",
        [("甲地评比办法", None, "repeals"), ("乙地评比办法", None, "repeals")],
    ),
    ("废止《集市管理规定》。", [("集市管理规定", None, "repeals")]),
    ("以本标准代替《学校建设标准》。", [("学校建设标准", None, "replaces")]),
    (
        "根据《甲条例》制定本办法，原《乙办法》同时废止。",
        [("甲条例", None, "applies"), ("乙办法", None, "repeals")],
    ),
    (
        "按照《关于推进〈幼儿园建设三年计划〉的实施意见》部署。",
        [("关于推进〈幼儿园建设三年计划〉的实施意见", None, "applies")],
    ),
    ("按照《关于推进《幼儿园建设计划》的意见》部署。", [("关于推进《幼儿园建设计划》的意见", None, "applies")]),
    (
        "贯彻《关于深化医疗保障改革的意见》（甲发〔2020〕5号，以下简称《意见》），现分解如下。严格执行《意见》。",
        [("关于深化医疗保障改革的意见", "甲发〔2020〕5号", "applies")],
    ),
    ("完善《方案》。各科室要对照《实施方案》抓好落实。", []),
    ("学习《习近平谈治国理政》，订阅《人民日报》。", []),
    ("填写《企业用工申请表》，经审核后报送。", []),
    ("落实“职教20条”，巩固“双减”成果。", [("职教20条", None, "applies"), ("双减", None, "cites")]),
    ("落实《职教20条》要求。", [("职教20条", None, "applies")]),
    (
        "根据《国务院关于加快发展\n养老产业的意见》（国发〔2013〕\n35号）。",
        [("国务院关于加快发展养老产业的意见", "国发〔2013〕35号", "applies")],
    ),
    (
        "根据国务院关于促进快递业发展的若干意见（国发〔2015〕61号），提出以下措施。",
        [("国务院关于促进快递业发展的若干意见", "国发〔2015〕61号", "applies")],
    ),
    ("貫徹落實《職業教育條例》（試行）。", [("職業教育條例", None, "applies")]),
    ("为做好工作，参照《乙省奖励办法（试行）》执行。", [("乙省奖励办法（试行）", None, "cites")]),
    ("严格执行教育部制定的《课程标准》。", [("课程标准", None, "applies")]),
    ("《未闭合的名字。后文没有了", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_relation(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert [(c.title, c.number, c.relation) for c in citations(text)] == expected


def test_a_policy_is_listed_once_with_its_strongest_relation_and_the_number_found_anywhere() -> None:
    text = "参见《绿色金融指引》（银发〔2016〕9号）。全面落实《绿色金融指引》。再见《绿色金融指引》。"
    (only,) = citations(text)
    assert (only.title, only.number, only.relation) == ("绿色金融指引", "银发〔2016〕9号", "applies")
    assert only.start == text.index("《", text.index("落实"))


@settings(deadline=None)  # the first call reads the registries
@given(st.text(alphabet="落实根据《》〈〉（）〔〕国发2019号，。、和同时废止条例 \n", max_size=80))
def test_offsets_lead_to_the_name(text: str) -> None:
    for citation in citations(text):
        printed = "".join(text[citation.start : citation.end].split())
        assert citation.title in printed


@pytest.mark.skipif(not SHARED.exists(), reason="the gold documents are not beside this checkout")
@pytest.mark.parametrize("gold", sorted((SHARED / "gold").glob("*-*.json")), ids=lambda path: path.stem)
def test_applied_policies_of_gold(gold: Path) -> None:
    expected = json.loads(gold.read_text("utf-8"))["cites"]
    text = (SHARED / "corpus" / f"{gold.stem}.txt").read_text("utf-8")
    assert [c.title for c in citations(text) if c.relation == "applies"] == expected
