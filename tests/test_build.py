"""Building: by one process or several, with names that collide, after one of the sources has changed."""

import pytest
from click.testing import CliRunner

from graph.store.index import open_index
from policykg import build, main

ROW = "重点任务分工表\n\n序号\t工作任务\t牵头单位\t完成时限\n1\t建设基地{n}个。\t省教育厅\t2016年底前\n"


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "sources"
    for name in ("a/通知.txt", "b/通知.txt", "方案.txt", "plan.txt", "plan.md", "坏.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ROW.format(n=len(name)), encoding="utf-8")
    (folder / "坏.txt").write_bytes(b"")
    (folder / "corpus.toml").write_text('[documents."a-通知"]\njurisdiction = "山西省"\n', encoding="utf-8")
    return folder


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_several_processes_write_the_same_bytes_and_say_the_same(sources, tmp_path):
    told = {1: [], 2: []}
    for jobs, lines in told.items():
        build(
            [sources], tmp_path / f"kg{jobs}", jobs=jobs,
            report=lambda name, outcome, total, lines=lines: lines.append((name, getattr(outcome, "id", str(outcome)))),
        )  # fmt: skip
    assert content(tmp_path / "kg1") == content(tmp_path / "kg2")
    assert told[1] == told[2]


def test_files_of_one_name_are_told_apart_and_it_is_said(sources, tmp_path):
    done = CliRunner().invoke(main, ["build", str(sources), "-o", str(tmp_path / "kg")])
    assert (done.exit_code, "a/通知.txt is called a-通知: other files have its name too" in done.stderr) == (0, True)
    index = open_index(tmp_path / "kg")
    assert index.documents() == ("a-通知", "b-通知", "plan-md", "plan-txt", "方案")
    places = dict(index.select("SELECT ?id ?place { ?d dcterms:identifier ?id ; pk:jurisdiction ?place }"))
    assert places == {"a-通知": "山西省"}  # what corpus.toml says of one


def test_a_name_that_is_free_again_is_taken_back(sources, tmp_path):
    build([sources], tmp_path / "kg")
    (sources / "b" / "通知.txt").unlink()
    changes = build([sources], tmp_path / "kg")
    assert (changes.added, changes.removed) == (("通知",), ("a-通知", "b-通知"))
    fresh = tmp_path / "fresh"
    build([sources], fresh)
    assert content(tmp_path / "kg") == content(fresh)


def test_a_change_touches_its_file_alone(sources, tmp_path):
    build([sources], tmp_path / "kg")
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (tmp_path / "kg").rglob("*.nq")}
    (sources / "方案.txt").write_text(ROW.format(n=77), encoding="utf-8")
    changes = build([sources], tmp_path / "kg")
    assert (changes.updated, changes.added, changes.removed) == (("方案",), (), ())
    touched = [path for path, (time, _) in before.items() if path.stat().st_mtime_ns != time]
    assert [path.parent.name for path in touched] == ["documents"]
    assert "77个".encode() in touched[0].read_bytes()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_that_is_stopped_goes_on_where_it_was(sources, tmp_path, jobs):
    read = []

    def stop(name, outcome, total):
        read.append(name)
        if len(read) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([sources], tmp_path / "kg", report=stop, jobs=jobs)
    told = {}
    build([sources], tmp_path / "kg", report=lambda name, outcome, total: told.update({name: outcome}), jobs=jobs)
    written = [name for name in read[:2] if name != "坏.txt"]  # the third was read, not written
    assert [name for name, outcome in told.items() if outcome is None] == written
    build([sources], tmp_path / "fresh")
    assert content(tmp_path / "kg") == content(tmp_path / "fresh")
