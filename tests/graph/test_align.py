import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.alignment.align import align, align_tasks, common_runs, model
from graph.alignment.candidates import candidates, nearest
from graph.alignment.profiles import profile, rarity, spelled_out, topic_words
from graph.alignment.ranks import RANKS, ranked
from graph.alignment.similarity import FEATURES, Comparison
from graph.alignment.tasktexts import TaskText, task_texts, tasks_in
from ontology import iri
from ontology.errors import QuestionError
from ontology.exchange import from_json
from queries.commands.align import align as command

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
PROVINCE = (
    "加强师资建设。职业院校教师每五年轮训一遍，选聘企业技师任兼职教师。",
    "拓宽经费渠道。各级财政足额拨款，教育费附加的三成用于职业教育。",
    "严格督导评估。定期检查各市工作，对落后的予以通报约谈。",
    "推进河长制。巡查河道，整治污染，改善水质。",
    "优化营商环境，精简行政审批事项。",
)
COUNTY = (
    "清理河湖岸线，加大水环境治理力度。",
    "组织职校教师参加研修。",
    "统筹安排职教资金。",
    "加大督查力度。",
    "办好农民体育健身赛事。",
)


def tasks(*texts):
    return [TaskText(str(place), place, text, frozenset()) for place, text in enumerate(texts, 1)]


def made(name, *texts):
    empty = {"section": [], "assignments": [], "deadlines": [], "targets": [], "regions": []}
    listed = [{"key": str(n), "text": text} | empty for n, text in enumerate(texts, 1)]
    return from_json({"id": name, "title": name, "layout": "task-table", "cites": [], "tasks": listed})


def keys(pairs):
    return {(pair.a, pair.b) for pair in pairs}


def test_terse_tasks_meet_the_duties_that_they_carry_out_in_other_words():
    assert keys(align_tasks(tasks(*PROVINCE), tasks(*COUNTY))) == {("1", "2"), ("2", "3"), ("3", "4"), ("4", "1")}


def test_a_pair_says_why():
    found = align_tasks(
        tasks("建设公共实训基地，开放共享。"), tasks("发展体育赛事。", "各市支持企业建设公共实训基地。")
    )
    assert [(p.a, p.b, p.a_position, p.b_position, p.relation, p.method) for p in found] == [
        ("1", "2", 1, 2, "same", model().method)
    ]
    assert found[0].words == ("建设公共实训基地",)
    assert {"实习实训", "基地平台"} <= set(found[0].topics)
    assert model().threshold <= found[0].score <= 1


def test_one_duty_may_have_several_counterparts_of_which_one_is_the_same():
    parent = "打造实训基地。建设公共实训基地，吸引企业参与实训基地建设，提高实训基地管理水平。"
    parts = ("建设公共实训基地，开放共享。", "提高实训基地管理水平，加强安全检查。", "办好职工运动会。")
    found = align_tasks(tasks(parent, "发展体育产业。"), tasks(*parts))
    assert [p.b for p in found if p.a == "1"] == ["1", "2"]
    assert sorted(p.relation for p in found if p.a == "1") == ["part", "same"]


@pytest.mark.parametrize("a, b", [((), ()), (PROVINCE, ()), ((), COUNTY), (("。",), ("，", "")), (("略",), ("略",))])
def test_empty_documents_and_tasks_without_words_have_no_counterparts(a, b):
    assert align_tasks(tasks(*a), tasks(*b)) == ()


def test_records_and_task_texts_give_the_same():
    assert align(made("a", *PROVINCE), made("b", *COUNTY)) == align_tasks(tasks(*PROVINCE), tasks(*COUNTY))


def test_candidates_share_something_rare():
    a, b = [profile(t) for t in tasks(*PROVINCE)], [profile(t) for t in tasks(*COUNTY)]
    assert (3, 0) in candidates(a, b, most=1)
    assert (4, 4) not in candidates(a, b, most=12)
    assert nearest(a, [("county", b), ("none", [])], most=5) == ["county"]


@pytest.mark.parametrize(
    "short, full",
    [
        ("组建职教集团", "组建职业教育集团"),
        ("高职院校和中职学校", "高等职业院校和中等职业学校"),
        ("提高职业技能", "提高职业技能"),
        ("其中职业院校三所", "其中职业院校三所"),
        ("集中职工培训", "集中职工培训"),
    ],
)
def test_short_forms_are_spelled_out_but_not_across_words(short, full):
    assert spelled_out(short) == full


def test_words_name_topics():
    assert ("督导考核", "督查") in topic_words("加大督查力度")
    assert ("督导考核", "评估") in topic_words("强化督导评估")
    assert topic_words("其他事项") == set()


def test_what_all_tasks_have_weighs_next_to_nothing():
    weights = rarity([["教师", "工作"], ["经费", "工作"], ["工作"]])
    assert weights["教师"] == weights["经费"] > 5 * weights["工作"] > 0


def test_features_are_shares_and_full_for_the_same_text():
    a = [profile(TaskText("1", 1, PROVINCE[0], frozenset({"education"})))]
    b = [profile(TaskText("1", 1, PROVINCE[0], frozenset({"education"}))), profile(tasks(PROVINCE[3])[0])]
    same, other = (dict(zip(FEATURES, Comparison(a, b).features(0, j), strict=True)) for j in (0, 1))
    firm = same.pop("clause_topics")
    assert 0 < firm < 1
    assert same == pytest.approx(dict.fromkeys(same, 1.0))
    assert other == pytest.approx(dict.fromkeys(other, 0.0), abs=0.05)


def test_ranks_tell_the_best_of_row_and_column_from_its_rivals():
    found = ranked({(0, 0): 2.0, (0, 1): 1.0, (1, 1): 4.0}, floor=-9.0)
    assert found == {
        (0, 0): dict(zip(RANKS, (2.0, 0.0, 1.0, 0.0, 6.0, 1.0), strict=True)),
        (0, 1): dict(zip(RANKS, (1.0, -1.0, -1.0, -3.0, -3.0, 4.0), strict=True)),
        (1, 1): dict(zip(RANKS, (4.0, 0.0, 6.0, 0.0, 3.0, 1.0), strict=True)),
    }


def test_common_runs_are_in_order_and_long_enough():
    assert common_runs("建设实训基地，完善管理制度", "建设实训基地并完善管理") == ("建设实训基地", "完善管理")
    assert common_runs("建设基地", "基地") == ()


def test_tasks_come_back_from_the_graph(document, index):
    read = tasks_in(index, document.id)
    assert [(t.key, t.position, t.text) for t in read] == [(t.key, t.position, t.text) for t in task_texts(document)]
    assert [t.functions for t in read] == [frozenset(map(iri.function, t.functions)) for t in task_texts(document)]


def test_an_unknown_document_is_named(index):
    with pytest.raises(QuestionError, match="no-such-plan"):
        tasks_in(index, "no-such-plan")


def test_the_command_prints_the_scorers_form(document, folder, tmp_path):
    asked = tmp_path / "pairs.json"
    asked.write_text(json.dumps([{"a": document.id, "b": document.id, "pairs": []}]), encoding="utf-8")
    result = CliRunner().invoke(command, [str(folder), "--pairs", str(asked)], catch_exceptions=False)
    (entry,) = json.loads(result.stdout)
    assert (entry["a"], entry["b"]) == (document.id, document.id)
    assert {(p["a"], p["b"]) for p in entry["pairs"]} >= {(document.tasks[0].key, document.tasks[0].key)}


def test_a_file_of_another_form_is_refused_with_the_form(folder, tmp_path):
    asked = tmp_path / "pairs.json"
    asked.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(QuestionError, match=r'pairs\.json.*"a": "document id"'):
        CliRunner().invoke(command, [str(folder), "--pairs", str(asked)], catch_exceptions=False)


def f1(entries, documents):
    figures = []
    for entry in entries:
        found = keys(align(documents[entry["a"]], documents[entry["b"]]))
        either = {(p["a"], p["b"]) for p in entry["pairs"] if p["optional"]}
        gold = {(p["a"], p["b"]) for p in entry["pairs"]} - either
        figures.append((len(found & gold), len(found - gold - either), len(gold - found)))
    each = [2 * hit / (2 * hit + extra + missed) for hit, extra, missed in figures]
    hit, extra, missed = map(sum, zip(*figures, strict=True))
    return 2 * hit / (2 * hit + extra + missed), each


@pytest.mark.skipif(not GOLD.exists(), reason="needs ../shared/gold beside the checkout")
@pytest.mark.parametrize(
    "path, overall, least",
    [
        (GOLD / "alignment.json", 0.88, 0.82),
        (Path(__file__).resolve().parents[2] / "benchmarks" / "terse_pairs.json", 0.85, 0.82),
    ],
)
def test_gold_pairs_are_found(path, overall, least):
    entries = json.loads(path.read_text(encoding="utf-8"))
    names = {name for entry in entries for name in (entry["a"], entry["b"])}
    documents = {n: from_json(json.loads((GOLD / f"{n}.json").read_text(encoding="utf-8"))) for n in names}
    found, each = f1(entries, documents)
    assert found >= overall
    assert min(each) >= least
