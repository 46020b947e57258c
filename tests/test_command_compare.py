"""The commands that hold documents against each other, from sources to what is printed."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from policykg import main

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
TABLE = (
    "落实《实训基地方案》（国试〔2018〕1号）任务分工表\n\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
    "1\t建设职业教育实训基地10个。\t省教育厅\t省财政厅\t2019年底前\n"
    "2\t提高教师待遇。\t省教育厅、省财政厅\t各市人民政府\t持续实施\n"
)


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == code, (result.output, result.exception)
    return result.stdout


@pytest.fixture(scope="module")
def kg(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    (folder / "shanxi.txt").write_text(TABLE, encoding="utf-8")
    (folder / "corpus.toml").write_text(
        '[documents.shanxi]\njurisdiction = "山西省"\nissued = "2018"\n', encoding="utf-8"
    )
    run("build", folder, "-o", folder / "kg")
    return folder / "kg"


def test_compare_prints_and_writes_the_same(kg, tmp_path):
    asked = ("compare", "山西省", "2019", "--kg", kg, "--codebook", "themes")
    printed = run(*asked, "--format", "csv")
    run(*asked, "-o", tmp_path / "compared.csv")
    assert (tmp_path / "compared.csv").read_text("utf-8-sig") == printed
    rows = list(csv.reader(io.StringIO(printed)))
    assert rows[0] == ["theme", "aspect", "山西省", "2019"]
    assert ["training bases", "by when", "2019年底前（2019）", "document absent"] in rows
    assert ["pay employment and aid", "who else", "山西省各市人民政府", "document absent"] in rows


def test_compare_by_a_codebook_of_ones_own(kg, tmp_path):
    book = tmp_path / "mine.csv"
    book.write_text("code,cues\n硬件,基地|设备\n", encoding="utf-8")
    rows = json.loads(run("compare", "shanxi", "2019", "--kg", kg, "--codebook", book, "--format", "json"))
    assert [row["theme"] for row in rows if row["aspect"] == "tasks"] == ["硬件", "(no theme found)"]


def test_what_cannot_be_compared_ends_with_the_mend(kg):
    result = CliRunner().invoke(main, ["compare", "山西省", "--kg", str(kg)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Name two or more documents, regions or years" in result.stderr
    result = CliRunner().invoke(main, ["compare", "山西省", "2019", "--codebook", "topics", "--kg", str(kg)])
    assert result.exit_code == 2 and "no codebook “topics”; there are themes" in result.stderr


def test_the_tree_shows_a_parent_that_was_only_cited(kg):
    assert run("tree", "--kg", kg).splitlines() == [
        "实训基地方案 · 国试〔2018〕1号 · only cited",
        "└─ 山西省：落实实训基地方案(国试〔2018〕1号)任务分工表 · 2018",
    ]
    assert run("tree", "task/shanxi/1", "--kg", kg, "--lang", "zh") == (
        "山西省：落实实训基地方案(国试〔2018〕1号)任务分工表 1"
        " · 建设职业教育实训基地10个。 · 山西省教育厅 · task/shanxi/1\n"
    )


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout (../shared/corpus)")
def test_the_chain_of_the_corpus(tmp_path):
    """国发〔2019〕4号 is carried out by Shanxi in 2020 and by the college, which are siblings."""
    names = ("national-2019-vocational-reform", "shanxi-2020-action-plan", "college-2019-task-breakdown")
    run("build", *(CORPUS / f"{name}.txt" for name in names), "-o", tmp_path / "kg")
    rows = json.loads(run("ask", "cascade", "--kg", tmp_path / "kg", "--format", "json"))
    links = {(row["upper"], row["lower"]): row for row in rows}
    reform, shanxi = "国家职业教育改革实施方案", "山西省推进职业教育改革发展行动计划"
    college = "某高等职业院校：落实国家职业教育改革实施方案任务分解表"
    assert set(links) == {("中华人民共和国职业教育法", reform), (reform, shanxi), (reform, college)}
    assert (links[reform, shanxi]["delay"], links[reform, college]["delay"]) == ("642", "-23…341")
    assert links[reform, shanxi]["adoption"] >= 0.6 and links[reform, college]["adoption"] >= 0.6
    assert links["中华人民共和国职业教育法", reform]["adoption"] is None
    siblings = json.loads(run("ask", "siblings", f"document={names[1]}", "--kg", tmp_path / "kg", "--format", "json"))
    assert [(row["upper"], row["lower"]) for row in siblings] == [(reform, college)]
