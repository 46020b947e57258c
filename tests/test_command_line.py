"""The command line: what each command prints, where it says so, and with which code it ends."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

import policykg
from policykg import main

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("rdflib", "networkx", "pyvis", "jieba", "pyoxigraph", "pdfplumber", "openpyxl", "numpy", "jinja2", "selenium")
TABLE = (
    "重点任务分工表\n\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
    "1\t建设教师培训基地10个。\t省教育厅\t省财政厅\t2016年底前\n"
    "2\t提高教师待遇。\t省教育厅、省财政厅\t各市人民政府\t持续实施\n"
)


def run(*arguments, code=0, **options):
    result = CliRunner().invoke(main, [str(a) for a in arguments], **options)
    assert result.exit_code == code, (result.output, result.exception)
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two documents that can be read, one that cannot, and what the texts do not say."""
    path = tmp_path_factory.mktemp("sources")
    (path / "shanxi.txt").write_text(TABLE, encoding="utf-8")
    (path / "henan.txt").write_text(TABLE.replace("10个", "20个"), encoding="utf-8")
    (path / "empty.txt").write_bytes(b"")
    (path / "corpus.toml").write_text(
        '[documents.shanxi]\njurisdiction = "山西省"\nissued = "2015"\n'
        '[documents.henan]\njurisdiction = "河南省"\nissued = "2015"\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def kg(folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "kg"
    run("build", folder, "-o", path)
    return path


def test_help_says_what_each_command_does():
    assert set(main.commands) >= {
        *("extract", "build", "questions", "ask", "sparql", "draw", "why", "check", "score", "demo")
    }
    for name, command in main.commands.items():
        assert command.help and command.help[0].isupper(), name
        assert f"Usage: main {name}" in run(name, "--help").output


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["build", "--help"], ["extract", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    script = "import sys, policykg\ntry: policykg.main(sys.argv[1:])\nfinally: print(sorted(sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, env=environment)
    assert "Usage:" in done.stdout
    assert [name for name in HEAVY if f"'{name}'" in done.stdout] == []


def test_notebooks_get_their_names_from_here():
    for name in policykg.NAMES:
        assert callable(getattr(policykg, name))
    with pytest.raises(AttributeError, match="policykg has no 'nothing'; it has build, document, ask"):
        policykg.nothing  # noqa: B018


def test_extract_prints_a_table_and_the_ledger_apart(folder):
    done = run("extract", folder / "shanxi.txt", "--jurisdiction", "山西省", "--issued", "2015", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["key"], r["task"], r["lead"], r["support"], r["deadlines"]) for r in rows] == [
        ("1", "建设教师培训基地10个。", "山西省教育厅", "山西省财政厅", "2016年底前（2016）"),
        ("2", "提高教师待遇。", "山西省教育厅、山西省财政厅", "山西省各市人民政府", "持续实施"),
    ]
    assert done.stderr.startswith("shanxi: 2 tasks, 5 assignments, 2 deadlines, 1 targets")


def test_extract_prints_the_guides_json(folder):
    done = run("extract", folder / "shanxi.txt", "--jurisdiction", "山西省", "--json")
    data = json.loads(done.stdout)
    assert (data["id"], data["jurisdiction"], data["level"]) == ("shanxi", "山西省", "province")
    assert [(a["surface"], a["role"]) for a in data["tasks"][1]["assignments"]] == [
        ("省教育厅", "lead"),
        ("省财政厅", "lead"),
        ("各市人民政府", "support"),
    ]
    both = run("extract", folder / "shanxi.txt", folder / "henan.txt", "--json")
    assert [one["id"] for one in json.loads(both.stdout)] == ["henan", "shanxi"]


def test_build_reports_what_it_leaves_out_and_builds_the_rest(folder, tmp_path):
    done = run("build", folder, "-o", tmp_path / "kg")
    lines = done.stderr.splitlines()
    assert lines[0].startswith("left out empty.txt: ") and "empty" in lines[0]
    assert [line.split(":")[0] for line in lines[1:3]] == ["henan", "shanxi"]
    assert lines[3] == f"{tmp_path / 'kg'}: 2 added, 0 updated, 0 unchanged, 0 removed, 1 left out"
    again = run("build", folder, "-o", tmp_path / "kg", "--strict", code=1)
    assert again.stderr.splitlines()[-1] == f"{tmp_path / 'kg'}: 0 added, 0 updated, 2 unchanged, 0 removed, 1 left out"


def test_build_reads_again_what_changed(folder, tmp_path):
    sources = tmp_path / "sources"
    shutil.copytree(folder, sources)
    (sources / "empty.txt").unlink()
    run("build", sources, "-o", tmp_path / "kg", "--strict")
    corpus = (sources / "corpus.toml").read_text("utf-8")
    (sources / "corpus.toml").write_text(corpus.replace("河南省", "陕西省"), encoding="utf-8")
    (sources / "shanxi.txt").unlink()
    done = run("build", sources, "-o", tmp_path / "kg")
    assert done.stderr.splitlines()[-1] == f"{tmp_path / 'kg'}: 0 added, 1 updated, 0 unchanged, 1 removed"


def test_build_of_nothing_ends_with_2_and_leaves_no_graph(folder, tmp_path):
    done = run("build", folder / "empty.txt", "-o", tmp_path / "kg", code=2)
    assert done.stderr.splitlines()[-1].startswith("policykg: no document could be read, so nothing was built")
    assert not (tmp_path / "kg" / "manifest.json").exists()


def test_build_takes_a_corpus_file_from_elsewhere(folder, tmp_path):
    corpus = tmp_path / "other.toml"
    corpus.write_text('[documents.shanxi]\njurisdiction = "四川省"\n', encoding="utf-8")
    run("build", folder / "shanxi.txt", "-o", tmp_path / "kg", "--corpus", corpus)
    done = run("ask", "documents", "--kg", tmp_path / "kg", "--format", "json")
    assert [row["jurisdiction"] for row in json.loads(done.stdout)] == ["四川省"]


def test_a_fault_in_one_document_does_not_cost_the_others(folder, tmp_path, monkeypatch):
    from loaders import serve

    def trip(source, *rest):
        if source.file.name == "henan.txt":
            raise ZeroDivisionError("division by zero")
        return real(source, *rest)

    real = serve.extract
    monkeypatch.setattr(serve, "extract", trip)
    done = run("build", folder, "-o", tmp_path / "kg", "--jobs", "0")
    fault = "left out henan.txt: ZeroDivisionError: division by zero; this is a fault of policykg, please report it"
    assert fault in done.stderr.splitlines()
    assert "1 added" in done.stderr


def listed(language):
    return [line.split(maxsplit=1) for line in run("questions", "--lang", language).output.splitlines()]


def test_questions_lists_the_gallery_in_both_languages():
    assert ["co-leads", "Which bearers co-lead the most tasks?"] in listed("en")
    assert ["co-leads", "哪些主体共同牵头的任务最多？"] in listed("zh")
    about = run("questions", "due-by").output
    assert "  by=2016-12-31  (date; must be given)  the last day that counts" in about
    assert run("questions", "nothing", code=2).stderr.startswith(
        "policykg: There is no question “nothing”; the gallery"
    )


def test_ask_prints_a_table(kg):
    done = run("ask", "co-leads", "collectives=no", "--kg", kg, "--lang", "zh")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["名次", "责任主体", "类别", "共同牵头任务数", "共同牵头主体数", "文件数", "编号"]
    assert [line.split()[:4] for line in lines[2:]] == [
        ["1", "山西省教育厅", "部门", "1"],
        ["1", "山西省财政厅", "部门", "1"],
        ["1", "河南省教育厅", "部门", "1"],
        ["1", "河南省财政厅", "部门", "1"],
    ]


def test_an_empty_answer_says_so(kg):
    done = run("ask", "enterprises", "-k", kg, "-f", "csv")
    assert (done.stdout, done.stderr) == ("bearer,role,document,key,task,id\n", "nothing found\n")


def test_ask_finds_the_graph_in_the_environment(kg):
    done = run("ask", "search", "words=教师", "-f", "csv", env={"POLICYKG": str(kg), "POLICYKG_LANG": "zh"})
    assert [row["key"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["1", "2", "1", "2"]


def test_ask_writes_files_by_their_ending(kg, tmp_path):
    for ending in ("csv", "json", "xlsx", "txt"):
        done = run("ask", "co-leads", "-k", kg, "-o", tmp_path / "new" / f"answer.{ending}")
        assert done.stdout == "" and done.stderr == f"wrote {tmp_path / 'new' / f'answer.{ending}'}\n"
    assert (tmp_path / "new" / "answer.csv").read_bytes().startswith(b"\xef\xbb\xbfrank,bearer,kind")
    assert len(json.loads((tmp_path / "new" / "answer.json").read_text("utf-8"))) == 4
    assert load_workbook(tmp_path / "new" / "answer.xlsx").active["A1"].value == "Rank"
    assert (tmp_path / "new" / "answer.txt").read_text("utf-8").startswith("Rank  Bearer")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", "nothing"], "There is no question “nothing”"),
        (["ask", "co-leads", "agency"], "“agency” is not key=value; `policykg questions co-leads` says what it takes."),
        (["ask", "co-leads", "kind=x"], "co-leads: kind=x is not one of any, agency"),
        (["ask", "co-leads", "--format", "xlsx"], "A workbook cannot be printed; name its file with -o answer.xlsx"),
        (["sparql", "SELECT nothing"], "The query cannot run"),
        (["sparql"], "Give a query, or a file of one with --file."),
        (["why", "task/none"], "The graph has nothing with the id “task/none”"),
        (["draw", "colead", "-o", "p.html", "--document", "x"], "The graph knows no document “x”."),
    ],
)
def test_what_cannot_be_answered_says_why_and_ends_with_2(kg, arguments, message):
    done = run(*arguments, "--kg", kg, code=2)
    assert done.stdout == "" and done.stderr.startswith(f"policykg: {message}")


def test_a_folder_that_is_no_graph_says_how_to_make_one(tmp_path):
    done = run("ask", "co-leads", "--kg", tmp_path, code=2)
    assert "no knowledge graph here" in done.stderr and "policykg build" in done.stderr


def test_a_file_that_cannot_be_written_ends_with_2(kg, tmp_path):
    (tmp_path / "file").write_text("x")
    done = run("ask", "co-leads", "-k", kg, "-o", tmp_path / "file" / "answer.csv", code=2)
    assert done.stderr.startswith("policykg: ") and "check the path and your rights" in done.stderr


def test_sparql_takes_a_query_a_file_or_standard_input(kg, tmp_path):
    query = "SELECT ?key { ?t pk:key ?key } ORDER BY ?t"
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    expected = "key\n1\n2\n1\n2\n"
    assert run("sparql", query, "-k", kg, "-f", "csv").stdout == expected
    assert run("sparql", "-F", tmp_path / "q.rq", "-k", kg, "-f", "csv").stdout == expected
    assert run("sparql", "--file", "-", "-k", kg, "-f", "csv", input=query).stdout == expected
    product = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} pk:key ?k{n} .' for n in range(12))} }}"
    assert "On rdflib's own store this query would run away" in run("sparql", product, "-k", kg).stderr
    triples = run("sparql", "CONSTRUCT { ?t a pk:Task } { ?t a pk:Task }", "-k", kg).stdout.splitlines()
    assert len(triples) == 4 and all(line.endswith(" .") for line in triples)


def test_draw_writes_a_page(kg, tmp_path):
    done = run("draw", "tasks", "-k", kg, "-o", tmp_path / "tasks.html", "--limit", "3")
    assert done.stderr.startswith(f"wrote {tmp_path / 'tasks.html'}\n")
    assert done.stderr.endswith("\n1 tasks were left out; --limit draws more, --document less\n")
    text = (tmp_path / "tasks.html").read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>") and text.count('"text":"提高教师待遇。"') == 1


def test_charts_reports_and_the_explorer_are_files(kg, tmp_path):
    run("report", kg, "-o", tmp_path / "report.html")
    run("draw", "explorer", "-k", kg, "-o", tmp_path / "explorer.html")
    run("draw", "agency", "agency=山西省教育厅", "-k", kg, "-o", tmp_path / "agency.html")
    run("chart", "ranks", "-k", kg, "-o", tmp_path / "ranks.svg")
    run("chart", "heat", "by=document", "-k", kg, "-o", tmp_path / "heat.html")
    run("chart", "timeline", "-k", kg, "-o", tmp_path / "due.ics")
    starts = {path.name: path.read_bytes()[:15] for path in tmp_path.iterdir() if path.is_file()}
    assert {starts[f"{name}.html"] for name in ("report", "explorer", "agency", "heat")} == {b"<!DOCTYPE html>"}
    assert starts["ranks.svg"][:5] == b"<svg " and starts["due.ics"] == b"BEGIN:VCALENDAR"
    refused = run("chart", "ranks", "-k", kg, "-o", tmp_path / "ranks.ics", code=2).stderr
    assert "a chart is .html, .svg, .pdf or .png, and the timeline .ics too" in refused


def test_why_shows_words_place_and_rule(kg):
    done = run("why", "task/shanxi/1/assignment/1", "-k", kg)
    assert "  words: 省教育厅\n  read as: 山西省教育厅 · lead · 1\n" in done.stdout
    (fact,) = json.loads(run("why", "task/shanxi/1/assignment/1", "-k", kg, "--json").stdout)
    assert TABLE[fact["start"] : fact["end"]] == fact["words"] == "省教育厅"
    assert (fact["source"], fact["table"]) == ("shanxi.txt", 1)


def test_check_lists_what_to_look_at(kg, tmp_path):
    assert run("check", kg, "--strict").stderr == "nothing found\nnothing to look at\n"
    table = tmp_path / "odd.txt"
    table.write_text(TABLE.replace("省财政厅\t2016", "某某中心\t2016"), encoding="utf-8")
    run("build", table, "-o", tmp_path / "kg")
    done = run("check", "-k", tmp_path / "kg", "--strict", "-f", "csv", code=1)
    assert "某某中心" in done.stdout and done.stderr.endswith(" to look at\n")
    run("check", tmp_path / "kg")


def test_agreement_of_two_coders_is_corrected_for_chance(folder, tmp_path):
    first = run("extract", folder / "shanxi.txt", "--jurisdiction", "山西省", "--json").stdout
    second = json.loads(first)
    second["tasks"][0]["assignments"][0]["role"] = "support"
    (tmp_path / "a.json").write_text(first, encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(second), encoding="utf-8")
    done = run("agreement", tmp_path / "a.json", tmp_path / "b.json", "-f", "json")
    figures = {row["field"]: row for row in json.loads(done.stdout)}
    assert figures["agency"]["kappa"] == 1.0
    assert figures["role"]["units"] == 5 and figures["role"]["percent"] == 80.0
    assert 0.6 < figures["role"]["kappa"] < 0.8  # five bearers, one of them coded otherwise


def test_score_compares_with_gold(folder, tmp_path):
    found = run("extract", folder / "shanxi.txt", "--jurisdiction", "山西省", "--json").stdout
    gold = json.loads(found)
    gold["tasks"][0]["assignments"][0]["role"] = "support"
    (tmp_path / "found.json").write_text(found, encoding="utf-8")
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    done = run("score", tmp_path / "found.json", tmp_path / "gold.json", "--misses", "-f", "json")
    figures = {row["field"]: (row["gold"], row["f1"]) for row in json.loads(done.stdout)}
    assert figures["agency"] == (5, 1.0) and figures["agency+role"] == (5, 0.8)
    assert "shanxi task 1: agency+role: extra" in done.stderr
    assert "in pairs" in run("score", tmp_path / "found.json", code=2).stderr


def test_the_demo_does_it_all(tmp_path):
    done = run("demo", "-o", tmp_path / "demo")
    made = {path.name for path in (tmp_path / "demo").iterdir()}
    assert made == {
        *("kg", "co-leads.xlsx", "documents.xlsx", "agencies-by-role.xlsx", "due-by.xlsx"),
        *("colead.html", "tasks.html", "cascade.html", "report.html", "explorer.html"),
    }
    assert f"Open {tmp_path / 'demo' / 'colead.html'}, " in done.stdout
    for line in done.stdout.splitlines()[-2:]:  # what it proposes to try next does run
        run(*line.split()[1:])


@pytest.mark.skipif(sys.platform == "win32", reason="locales of POSIX")
def test_output_is_utf_8_whatever_the_locale(kg):
    environment = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "policykg", "ask", "co-leads", "--kg", str(kg), "--lang", "zh"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "山西省教育厅" in done.stdout.decode("utf-8")


def test_a_build_is_the_same_bytes_under_any_hash_seed(folder, tmp_path):
    def built(seed):
        target = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "policykg", "build", str(folder), "-o", str(target)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}

    assert built("1") == built("2")
