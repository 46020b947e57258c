# ruff: noqa: E501 - printed lines are kept whole
"""Headings of documents of all kinds, in our own words, and of the gold documents where they are at hand."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.context import Context, context_of
from loaders.letterhead.heading import Heading, read_heading

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
BODY = "一、工作目标\n到2025年，新建驿站20个。（责任单位：有关部门）\n"


def read(text: str, context: Context | None = None) -> Heading:
    return read_heading(text.splitlines(), text, context or Context())


@dataclass
class Case:
    name: str
    text: str
    expected: dict[str, object]


CASES = [
    Case(
        "provincial notice with mark, number, two-line title and plan behind the signature",
        "四川省人民政府文件\n川政发〔2021〕8号\n四川省人民政府\n关于印发四川省骑行道建设\n行动方案的通知\n各市（州）人民政府，省政府各部门：\n"
        "现将《四川省骑行道建设行动方案》印发给你们，请抓好落实。\n四川省人民政府\n2021年4月9日\n四川省骑行道建设行动方案\n"
        + BODY,
        {
            "title": "四川省人民政府关于印发四川省骑行道建设行动方案的通知",
            "number": "川政发〔2021〕8号",
            "issuers": ("四川省人民政府",),
            "addressees": "各市（州）人民政府，省政府各部门",
            "issued": "2021-04-09",
            "jurisdiction": "四川省",
            "level": "province",
        },
    ),
    Case(
        "Chinese digits in the date, square brackets in the number",
        "广元市人民政府办公室\n关于做好防汛工作的意见\n广府办发[2015]36号\n各县、区人民政府：\n为做好防汛工作，提出如下意见。\n"
        + BODY
        + "广元市人民政府办公室\n二〇一五年六月一日\n",
        {
            "title": "广元市人民政府办公室关于做好防汛工作的意见",
            "number": "广府办发[2015]36号",
            "issued": "2015-06-01",
            "jurisdiction": "四川省广元市",
            "level": "prefecture",
            "addressees": "各县、区人民政府",
        },
    ),
    Case(
        "date with 十 and 三十, ○ for zero",
        "大同市人民政府关于清洁取暖的通告\n为改善空气质量，通告如下。\n" + BODY + "二○一八年十二月三十一日\n",
        {"issued": "2018-12-31", "jurisdiction": "山西省大同市"},
    ),
    Case(
        "joint notice: issuers on lines of their own, in title and signature",
        "教育部\n财政部\n人力资源社会保障部\n关于支持夜校建设的通知\n教职成〔2022〕5号\n各省、自治区、直辖市教育厅（教委）：\n通知如下。\n"
        + BODY
        + "教育部\n财政部\n人力资源社会保障部\n2022年3月7日\n",
        {
            "title": "教育部 财政部 人力资源社会保障部关于支持夜校建设的通知",
            "issuers": ("教育部", "财政部", "人力资源社会保障部"),
            "jurisdiction": "中国",
            "level": "national",
            "issued": "2022-03-07",
        },
    ),
    Case(
        "等六部门 in the title, all of them in the signature on one line",
        "商务部等三部门关于促进社区食堂发展的指导意见\n为促进发展，提出意见。\n"
        + BODY
        + "商务部 民政部 财政部\n2023年1月5日\n",
        {"issuers": ("商务部", "民政部", "财政部"), "level": "national"},
    ),
    Case(
        "party and government of one place, no blank between them",
        "中共广州市委广州市人民政府关于建设花城的决定\n（2012年9月20日）\n为建设花城，作出决定。\n" + BODY,
        {
            "title": "中共广州市委广州市人民政府关于建设花城的决定",
            "issuers": ("中共广州市委", "广州市人民政府"),
            "issued": "2012-09-20",
            "jurisdiction": "广东省广州市",
            "level": "prefecture",
        },
    ),
    Case(
        "web page: banner, breadcrumb, table of labels, repeated title",
        "石城县人民政府\n首页 > 政务公开 > 文件\n索引号：360735/2020-0001　　发布机构：石城县人民政府办公室\n发文字号：石府办字〔2020〕17号\n"
        "成文日期：2020-05-06　　发布日期：2020-05-11\n石城县人民政府办公室关于印发石城县厕所革命工作方案的通知\n"
        "各乡（镇）人民政府，县政府各部门：\n请遵照执行。\n" + BODY,
        {
            "title": "石城县人民政府办公室关于印发石城县厕所革命工作方案的通知",
            "number": "石府办字〔2020〕17号",
            "issuers": ("石城县人民政府办公室",),
            "issued": "2020-05-06",
            "jurisdiction": "江西省赣州市石城县",
            "level": "county",
            "addressees": "各乡（镇）人民政府，县政府各部门",
        },
    ),
    Case(
        "labels with their values on the next line, bullets before them",
        "• 发文字号:\n镇政发〔2024〕7号\n• 发文日期:\n2024年04月06日 16:40\n镇巴县人民政府工作规则\n第一章 总则\n第一条 制定本规则。\n",
        {"number": "镇政发〔2024〕7号", "issued": "2024-04-06", "title": "镇巴县人民政府工作规则"},
    ),
    Case(
        "law database: reference, link, the title twice",
        "【法宝引证码】 CLI.14.1\n原文链接：https://example.org/x.html\n甘肃省人民政府关于护林的意见\n甘肃省人民政府关于护林的意见\n"
        "（甘政发〔2016〕3号）\n各市、自治州人民政府：\n为护林，提出意见。\n" + BODY,
        {"title": "甘肃省人民政府关于护林的意见", "number": "甘政发〔2016〕3号", "jurisdiction": "甘肃省"},
    ),
    Case(
        "number in brackets behind the title, round brackets in it",
        "湖州市人民政府关于养蚕的实施意见（湖政发（2015）9号）\n各区县人民政府：\n为养好蚕，提出意见。\n",
        {"title": "湖州市人民政府关于养蚕的实施意见", "number": "湖政发（2015）9号", "jurisdiction": "浙江省湖州市"},
    ),
    Case(
        "table of tasks as an annex: number glued to 附件",
        "附件2\n\n“十四五”绿道建设重点任务分工表\n",
        {
            "title": "“十四五”绿道建设重点任务分工表",
            "number": None,
            "issued": None,
            "jurisdiction": None,
            "level": None,
        },
    ),
    Case("annex and title on one line", "附件1　　　　河道保洁任务分解表\n", {"title": "河道保洁任务分解表"}),
    Case("annex with colon", "附件：河道保洁责任清单\n", {"title": "河道保洁责任清单"}),
    Case(
        "title that wraps at a blank, letters spaced out",
        "某市水利局 关于推进 节水\n工作的 通 知\n各科室：\n请落实。\n",
        {"title": "某市水利局关于推进节水工作的通知", "addressees": "各科室"},
    ),
    Case(
        "title of three lines whose second could end it",
        "山东省人民政府办公厅关于印发\n山东省海洋牧场行动计划\n（2021—2023年）的通知\n鲁政办发〔2021〕2号\n各市人民政府：\n请执行。\n",
        {"title": "山东省人民政府办公厅关于印发山东省海洋牧场行动计划（2021—2023年）的通知", "year": 2021},
    ),
    Case(
        "trial version on a line of its own",
        "城市书房管理办法\n（试行）\n第一条 为管理城市书房，制定本办法。\n",
        {"title": "城市书房管理办法（试行）"},
    ),
    Case(
        "county's plan with its year in the title, no signature",
        "阳曲县2021年度造林工作任务分解方案\n为完成造林任务，制定本方案。\n" + BODY,
        {"jurisdiction": "山西省太原市阳曲县", "level": "county", "issued": None, "year": 2021},
    ),
    Case(
        "yearly plan issued the winter before",
        "无锡市2023年惠民工作要点\n锡政办发〔2022〕90号\n为惠民，制定要点。\n" + BODY + "2022年12月20日\n",
        {"issued": "2022-12-20", "year": 2023, "jurisdiction": "江苏省无锡市"},
    ),
    Case(
        "order with number on the next line",
        "浙江省人民政府令\n第396号\n《浙江省渡口管理规定》已经通过，现予公布。\n省长\n2022年5月1日\n浙江省渡口管理规定\n",
        {
            "number": "浙江省人民政府令第396号",
            "issued": "2022-05-01",
            "jurisdiction": "浙江省",
            "title": "浙江省渡口管理规定",
        },
    ),
    Case(
        "the imprint's date where no other is printed",
        "昆明市林业局关于护鸟的通知\n昆林发〔2019〕3号\n各县林业局：\n请护鸟。\n昆明市林业局办公室　　　　2019年3月4日印发\n",
        {"issued": "2019-03-04", "number": "昆林发〔2019〕3号", "jurisdiction": "云南省昆明市"},
    ),
    Case(
        "signature and date on one line",
        "关于开展消防演练的通知\n各院系：\n定于下月演练。\n蓝海职业技术学院教务处 2020年9月1日\n",
        {
            "issuers": ("蓝海职业技术学院教务处",),
            "issued": "2020-09-01",
            "jurisdiction": "蓝海职业技术学院",
            "level": "institution",
        },
    ),
    Case(
        "traditional script",
        "國務院辦公廳關於加快發展冰雪產業的指導意見\n國辦發〔２０１９〕１０號\n各省、自治區、直轄市人民政府：\n為加快發展，提出意見。\n國務院辦公廳\n２０１９年３月５日\n",
        {
            "title": "國務院辦公廳關於加快發展冰雪產業的指導意見",
            "number": "國辦發〔２０１９〕１０號",
            "issuers": ("國務院辦公廳",),
            "issued": "2019-03-05",
            "jurisdiction": "中国",
            "level": "national",
        },
    ),
    Case(
        "autonomous region",
        "内蒙古自治区人民政府办公厅关于印发草原保护措施的通知\n内政办发〔2022〕11号\n各盟行政公署、市人民政府：\n请执行。\n",
        {"jurisdiction": "内蒙古自治区", "level": "province", "number": "内政办发〔2022〕11号"},
    ),
    Case(
        "district of a municipality",
        "上海市徐汇区人民政府关于楼宇经济的若干意见\n徐府发〔2020〕3号\n为发展，提出意见。\n",
        {"jurisdiction": "上海市徐汇区", "level": "county"},
    ),
    Case(
        "autonomous prefecture",
        "凉山彝族自治州人民政府关于马铃薯产业的意见\n各县市人民政府：\n为发展，提出意见。\n",
        {"jurisdiction": "四川省凉山彝族自治州", "level": "prefecture"},
    ),
    Case(
        "tax office under dual leadership",
        "国家税务总局山西省税务局关于便民办税的通告\n为便民，通告如下。\n",
        {"jurisdiction": "山西省", "level": "province", "issuers": ("国家税务总局山西省税务局",)},
    ),
    Case(
        "a blank before the number's bracket",
        "关于做好防汛工作的意见\n滇水发 〔2021〕3号\n各有关单位：\n请执行。\n",
        {"title": "关于做好防汛工作的意见", "number": "滇水发〔2021〕3号", "jurisdiction": "云南省"},
    ),
    Case(
        "a province's short name before its government's report",
        "陕西《政府工作报告》部门分工\n1.发展养蚕。（省农业厅牵头）\n",
        {"jurisdiction": "陕西省", "level": "province"},
    ),
    Case(
        "number's abbreviation alone tells the province",
        "关于印发花卉产业规划的通知\n滇花办发〔2021〕2号\n各有关单位：\n请执行。\n",
        {"jurisdiction": "云南省", "level": "province", "issued": "2021"},
    ),
    Case(
        "我市 with one city named",
        "关于培育夜经济的实施意见\n为提升我市活力，把襄阳市建成名城，提出意见。\n" + BODY,
        {"jurisdiction": "湖北省襄阳市", "level": "prefecture"},
    ),
    Case(
        "issuer without a place tells its level only",
        "县教育局关于开学工作的通知\n各学校：\n请做好开学工作。\n",
        {"jurisdiction": None, "level": "county"},
    ),
    Case(
        "a province by its offices and by the places that it names",
        "附件\n防汛任务分工表\n1. 在阳曲县、浑源县修堤。（责任单位：省水利厅、省财政厅，大同市）\n",
        {"jurisdiction": "山西省", "level": "province"},
    ),
    Case(
        "an institution by its departments",
        "落实整改任务分解表\n1. 修订培养方案。教务处、各二级学院\n2. 引进教师。人事处\n",
        {"jurisdiction": None, "level": "institution"},
    ),
    Case(
        "an issuer's line above the title",
        "瑞昌市人民政府办公室\n市政府第3次常务会议纪要\n现纪要如下：\n一、修建校舍，由市教体局负责。\n",
        {"jurisdiction": "江西省九江市瑞昌市", "level": "county"},
    ),
    Case(
        "a city's offices beside a county-level city do not tell whose they are",
        "防汛任务分工\n一、加固瑞昌市河堤。（责任单位：市水利局、市财政局）\n",
        {"jurisdiction": None, "level": "prefecture"},
    ),
    Case(
        "a town is not the county of its name",
        "永和乡2022年防汛安排\n一、排查隐患。（责任单位：乡水管站）\n永和乡人民政府\n2022年4月6日\n",
        {"jurisdiction": None, "level": "township", "issued": "2022-04-06"},
    ),
    Case(
        "an institution whose name opens the title",
        "蓝海理工学院“诚信月”活动方案\n一、活动安排\n1、开好班会。\n",
        {"jurisdiction": "蓝海理工学院", "level": "institution"},
    ),
    Case(
        "addressees over two lines, classification and urgency above",
        "000012\n机密★1年\n特急\n贵州省人民政府办公厅文件\n黔府办发〔2018〕4号　　　　签发人：某某\n贵州省人民政府办公厅\n关于茶产业的通知\n"
        "各市、自治州人民政府，贵安新区管委会，各县（市、区、\n特区）人民政府：\n请执行。\n",
        {
            "title": "贵州省人民政府办公厅关于茶产业的通知",
            "number": "黔府办发〔2018〕4号",
            "addressees": "各市、自治州人民政府，贵安新区管委会，各县（市、区、特区）人民政府",
        },
    ),
    Case(
        "site name behind the title, published date as the last resort",
        "关于加强凉亭管理的通知_某地政府网\n来源：某地政府网 日期：2017-01-12 17:08\n各单位：\n请加强管理。\n",
        {"title": "关于加强凉亭管理的通知", "issued": "2017-01-12"},
    ),
    Case(
        "a database's table of labels in 【】 without colons",
        "【发布单位】贵州省人民政府\n【发布文号】黔府发[2010]12号\n【发布日期】2010-04-13\n【失效日期】\n【所属类别】政策参考\n"
        "贵州省人民政府关于苗绣产业的意见\n（黔府发[2010]12号）\n各市人民政府：\n为发展，提出意见。\n",
        {"title": "贵州省人民政府关于苗绣产业的意见", "number": "黔府发[2010]12号", "issued": "2010-04-13"},
    ),
    Case(
        "chatter of a page above the document, which it republishes years later",
        "时间:2019-05-14 作者:某人\n欢迎阅读。本站为你整理了文件。\n湖南省人民政府办公厅文件\n湘政办发〔2009〕24号\n"
        "湖南省人民政府办公厅关于加强\n湿地保护工作的通知\n各市州人民政府：\n现通知如下：\n",
        {"title": "湖南省人民政府办公厅关于加强湿地保护工作的通知", "issued": "2009"},
    ),
    Case(
        "labels of a page's table without colons, two a line",
        "索 引 号 AB12/2021-00012 发文日期 2021-03-05\n发布机构 区政府办公室 文    号 江政办〔2021〕7号\n"
        "区人民政府办公室关于印发造林方案的通知\n各乡镇人民政府：\n现印发给你们。\n",
        {"number": "江政办〔2021〕7号"},
    ),
    Case(
        "page that prints number and title once more on one line, and the title in 《》",
        "京政办发〔2016〕6号《北京市人民政府办公厅关于护鸟的通知》\n《北京市人民政府办公厅关于护鸟的通知》\n京政办发〔2016〕6号\n"
        "各区人民政府：\n请护鸟。\n",
        {
            "title": "北京市人民政府办公厅关于护鸟的通知",
            "number": "京政办发〔2016〕6号",
            "addressees": "各区人民政府",
            "issuers": ("北京市人民政府办公厅",),
        },
    ),
    Case(
        "a township",
        "石城县横江镇人民政府关于护林防火的通知\n各村：\n请护林。\n",
        {"jurisdiction": "江西省赣州市石城县横江镇", "level": "township"},
    ),
    Case(
        "number in square black brackets behind the title",
        "四川省人民政府关于护林防火的通知【川府发〔2021〕6号】\n各市（州）人民政府：\n请护林。\n",
        {"title": "四川省人民政府关于护林防火的通知", "number": "川府发〔2021〕6号"},
    ),
    Case(
        "a township's committee",
        "中共石城县横江镇委员会关于护林防火的通知\n各村：\n请护林。\n",
        {"jurisdiction": "江西省赣州市石城县横江镇", "level": "township"},
    ),
    Case(
        "a school in a title, whose departments the text names",
        "广元市第九中学2020年工作安排\n请教务处做好准备。\n",
        {"jurisdiction": "广元市第九中学", "level": "institution"},
    ),
    Case(
        "no school: a title on all of a city's schools",
        "广元市中小学2020年工作安排\n请各校做好准备。\n",
        {"jurisdiction": "四川省广元市", "level": "prefecture"},
    ),
    Case(
        "a company in a title",
        "某某水务有限公司改革任务清单\n请做好准备。\n",
        {"jurisdiction": "某某水务有限公司", "level": "institution"},
    ),
    Case(
        "a company with the country in its name",
        "中国某某集团有限公司关于安全生产的通知\n各部门：\n请注意安全。\n",
        {"jurisdiction": "中国某某集团有限公司", "level": "institution"},
    ),
    Case(
        "unnumbered headings below the title",
        "数字海南2024年工作要点\n夯实底座\n建设平台\n1. 建设一个平台。\n",
        {"title": "数字海南2024年工作要点", "year": 2024},
    ),
    Case(
        "an unusual title without a kind",
        "护河百日攻坚十八问\n本文回答十八个问题。\n",
        {"title": "护河百日攻坚十八问"},
    ),
    Case(
        "forwarding notice: the outer document's date and title",
        "某省教育厅办公室转发教育部办公厅关于校园阅读的通知的通知\n某教办〔2021〕1号\n各校：\n现转发给你们。\n某省教育厅办公室\n2021年2月2日\n"
        "教育部办公厅关于校园阅读的通知\n教基厅〔2020〕9号\n2020年12月1日\n",
        {
            "title": "某省教育厅办公室转发教育部办公厅关于校园阅读的通知的通知",
            "number": "某教办〔2021〕1号",
            "issued": "2021-02-02",
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fields(case: Case) -> None:
    heading = read(case.text)
    assert {name: getattr(heading, name) for name in case.expected} == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_offsets_lead_to_what_is_printed(case: Case) -> None:
    for field in read(case.text).printed:
        assert field.value.replace(" ", "") in "".join(case.text[field.start : field.end].split())


def test_the_option_wins_and_the_disagreement_is_a_finding() -> None:
    text = "兰州市人民政府关于护林的意见\n兰政发〔2016〕3号\n为护林，提出意见。\n2016年4月1日\n"
    heading = read(text, Context(jurisdiction="甘肃省天水市", issued="2017", number="天政发〔2017〕1号"))
    assert (heading.jurisdiction, heading.level, heading.issued) == ("甘肃省天水市", "prefecture", "2017")
    assert heading.number == "天政发〔2017〕1号"
    assert [text[f.start : f.end] for f in heading.findings] == ["兰政发〔2016〕3号", "2016年4月1日", "兰州市人民政府"]
    assert {f.code for f in heading.findings} == {"context-disagrees"}
    assert ("issued", "context") in heading.inferred


def test_a_printed_day_makes_the_year_of_the_option_precise() -> None:
    heading = read("护林工作方案\n请执行。\n某局\n2016年4月1日\n", Context(issued="2016"))
    assert (heading.issued, heading.inferred, heading.findings) == ("2016-04-01", (), ())


def test_an_option_that_says_what_the_text_prints_infers_nothing() -> None:
    text = "兰州市人民政府关于护林的意见\n兰政发〔2016〕3号\n为护林，提出意见。\n2016年4月1日\n"
    heading = read(text, Context(jurisdiction="甘肃省兰州市", issued="2016-04-01", number="兰政发[2016]3号"))
    assert (heading.inferred, heading.findings) == ((), ())


def test_minutes_are_of_the_year_of_their_meeting() -> None:
    text = "石城县专题会议纪要\n2022年5月20日，县长某某主持召开专题会议，研究供水工作。\n一、6月底前完工。\n"
    assert read(text).year == 2022
    assert read(text.replace("会议纪要", "工作方案")).year is None


def test_an_institution_by_its_name_or_by_the_option() -> None:
    assert read("任务分解表\n", Context(jurisdiction="蓝海职业院校")).level == "institution"
    named = read("任务分解表\n", Context(jurisdiction="蓝海书院", level="institution"))
    assert (named.jurisdiction, named.level, named.region) == ("蓝海书院", "institution", None)


def test_a_line_that_is_all_prefix_and_suffix_is_no_title() -> None:
    assert read("附件 （国发〔2019〕4号）\n防汛方案\n").title == "防汛方案"


def test_a_township_by_the_option() -> None:
    heading = read("河道清理任务表\n", Context(jurisdiction="江西省赣州市石城县横江镇"))
    assert (heading.jurisdiction, heading.level) == ("江西省赣州市石城县横江镇", "township")
    assert heading.region and heading.region.name == "石城县"


def test_a_township_that_is_called_like_a_county_elsewhere_is_not_of_it() -> None:
    heading = read("河道清理任务表\n", Context(jurisdiction="白沙镇"))  # 海南省白沙黎族自治县
    assert (heading.jurisdiction, heading.level, heading.region) == ("白沙镇", "township", None)


def test_a_day_that_does_not_exist_is_a_finding_and_no_date() -> None:
    heading = read("关于值班的通知\n请值班。\n某局\n2019年2月30日\n")
    assert heading.issued is None
    assert [finding.code for finding in heading.findings] == ["impossible-date"]


def test_inferences_name_their_reason() -> None:
    heading = read("关于印发花卉规划的通知\n滇花办发〔2021〕2号\n请执行。\n")
    assert dict(heading.inferred) == {
        "issued": "the year of the number 滇花办发〔2021〕2号",
        "jurisdiction": "滇花办发〔2021〕2号",
        "level": "滇花办发〔2021〕2号",
    }


@settings(deadline=None)  # the first call reads the registries
@given(st.text(alphabet="某市人民政府关于印发方案的通知附件2019年1月日号〔〕（）《》，。：、\n 一", max_size=120))
def test_any_text_has_a_heading_whose_offsets_are_inside(text: str) -> None:
    heading = read(text)
    assert all(0 <= field.start < field.end <= len(text) for field in heading.printed)
    assert "\n" not in heading.title


@pytest.mark.skipif(not SHARED.exists(), reason="the gold documents are not beside this checkout")
@pytest.mark.parametrize("gold", sorted((SHARED / "gold").glob("*-*.json")), ids=lambda path: path.stem)
def test_gold(gold: Path) -> None:
    expected = json.loads(gold.read_text("utf-8"))
    text = (SHARED / "corpus" / f"{gold.stem}.txt").read_text("utf-8")
    heading = read(text, context_of(expected["context"], gold.name))
    fields = [f for f in ("title", "number", "issued", "jurisdiction", "level") if expected[f] is not None]
    assert {f: getattr(heading, f) for f in fields} == {f: expected[f] for f in fields}
