"""Faults from outside: kills, full disks, odd locales, files that vanish or change. No build loses what was there."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from benchmarks import faults
from benchmarks.faults import forked
from graph.folder.files import write
from graph.folder.lock import only_writer
from graph.folder.manifest import manifest
from graph.store.index import open_index
from loaders.context import Context
from loaders.extract import extract
from loaders.formats import sources as reading
from loaders.formats.plain import blocks
from loaders.source import Source
from ontology.records import SourceFile
from policykg import build

ROOT = Path(__file__).resolve().parents[1]
KILLS, SEED = 30, 20151
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
FACTS = """SELECT ?quote ?name ?start {
  ?a pk:agencyName ?name ; pk:evidence ?v . ?v pk:quote ?quote ; pk:start ?start } ORDER BY ?start ?name"""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="full disks and rights are made as Linux makes them")
ROW = "重点任务分工表\n\n序号\t工作任务\t牵头单位\t完成时限\n1\t建设基地{n}个。\t省教育厅\t2016年底前\n"


def documents(state, number=12):
    """The corpus in one of two states: every document differs between them."""
    for n in range(number):
        text = ROW.format(n=n + 100 * state)
        file = SourceFile(f"plan{n}.txt", f"{state}{n:063}", "text/plain", "utf-8", len(text))
        yield extract(Source(file, text, blocks(text)), Context(jurisdiction="山西省", issued="2015")), str(state)


def contents(folder):
    """The graph's files, without those that wait for their turn."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name != ".lock" and not name.endswith(".new")}


def policykg(*arguments, env=None, cwd=None, limit=None):
    def bound():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as where a disk is full: write fails, and nothing is killed

    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from policykg import main; main()"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *map(str, arguments)],
        env=os.environ | (env or {}), cwd=cwd, capture_output=True, preexec_fn=bound if limit else None,
    )  # fmt: skip


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    for n in range(3):
        (folder / f"plan{n}.txt").write_text(ROW.format(n=n), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """The bytes of undisturbed builds: of the first state, and of the second over the first."""
    folder = tmp_path_factory.mktemp("undisturbed")
    undisturbed = []
    for state in (0, 1):
        write(folder, documents(state), rules="1")
        undisturbed.append(contents(folder))
    assert undisturbed[0].keys() == undisturbed[1].keys()
    return undisturbed


@LINUX
def test_a_build_killed_at_any_moment_leaves_a_graph_and_the_next_gives_the_same_bytes(states, tmp_path):
    folder, dice, killed, halfway = tmp_path / "kg", random.Random(SEED), 0, 0
    write(folder, documents(0), rules="1")
    start = time.monotonic()
    write(folder, documents(1), rules="1")
    whole = time.monotonic() - start
    for _ in range(KILLS):
        write(folder, documents(0), rules="1")
        killed += forked(lambda: write(folder, documents(1), rules="1"), dice.uniform(0, whole))
        halfway += contents(folder) not in states
        assert len(open_index(folder).documents()) == 12
        write(folder, documents(1), rules="1")
        assert contents(folder) == states[1]
    assert killed > KILLS / 2
    print(f"{killed} of {KILLS} killed before the end, {halfway} among the renames")


@LINUX
@pytest.mark.parametrize("name", ["building", "reviewing", "publishing"])
def test_what_is_killed_leaves_what_can_be_read_and_runs_again_to_the_same_bytes(name, tmp_path):
    """A few of the kills that `python -m benchmarks.faults` has a hundred of."""
    with ExitStack() as open_:
        store = [open_.enter_context(faults.oxigraph(tmp_path / "db"))] if name == "publishing" else []
        operation = getattr(faults, name)(tmp_path / "place", *store)
        counts = faults.killed(operation, 3, random.Random(SEED))
    assert (counts.kills, counts.unreadable, counts.rerun_differs) == (3, 0, 0)
    assert counts.before_the_end


@LINUX
@pytest.mark.parametrize("rename", range(1, 14))  # 12 documents and the manifest
def test_a_build_killed_before_any_of_its_renames_is_read_whole(rename, states, tmp_path):
    folder = tmp_path / "kg"
    write(folder, documents(0), rules="1")
    child = os.fork()
    if child == 0:
        real, calls = os.replace, count(1)
        os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL) if next(calls) == rename else real(*paths)
        try:
            write(folder, documents(1), rules="1")
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    states_now = {one for (one,) in open_index(folder).select("SELECT DISTINCT ?t { ?d a pk:Task ; pk:text ?t }")}
    old, new = ({f"建设基地{n + 100 * state}个。" for n in range(12)} for state in (0, 1))
    assert states_now == (old if rename == 1 else new)  # from the first rename on, the new state
    write(folder, documents(1), rules="1")
    assert contents(folder) == states[1]


@LINUX
def test_the_command_killed_while_workers_read_leaves_nothing_running(sources, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "POLICYKG_TEST_MARK": str(tmp_path)}
    command = [sys.executable, "-m", "policykg", "build", str(sources), "-o", str(tmp_path / "kg")]
    for after in (0.4, 0.9, 1.4):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(after)
        process.kill()
        process.wait()
    for _ in range(100):
        if not marked(str(tmp_path)):
            break
        time.sleep(0.1)
    assert marked(str(tmp_path)) == []
    build([sources], tmp_path / "kg")
    build([sources], tmp_path / "fresh")
    assert contents(tmp_path / "kg") == contents(tmp_path / "fresh")


def marked(value):
    """The processes that carry the mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"POLICYKG_TEST_MARK={value}".encode() in path.read_bytes().split(b"\0"):
                found.append(path.parent.name)
        except OSError:
            continue
    return found


@LINUX
def test_a_full_disk_leaves_the_graph_as_it_was(sources, tmp_path):
    kg = tmp_path / "kg"
    build([sources], kg)
    before = contents(kg)
    (sources / "plan0.txt").write_text(ROW.format(n=77) + "2\t修路。\t省交通厅\t2016年\n" * 40, encoding="utf-8")
    done = policykg("build", sources, "-o", kg, limit=8 * 1024)
    said = done.stderr.decode()
    assert (done.returncode, "Traceback" in said, contents(kg)) == (2, False, before), said
    assert "policykg: " in said.splitlines()[-1]
    assert policykg("build", sources, "-o", kg).returncode == 0
    build([sources], tmp_path / "fresh")
    assert contents(kg) == contents(tmp_path / "fresh")


@LINUX
def test_corrections_are_kept_where_there_is_no_room_or_no_right_to_write(tmp_path):
    place = tmp_path / "place"
    operation = faults.reviewing(place)
    operation.ready()
    before = faults.files(place)
    done = policykg("review", "apply", place / "queue" / "queue.csv", "-o", place / "corrections.csv", limit=4 * 1024)
    assert (done.returncode, b"Traceback" in done.stderr, faults.files(place)) == (2, False, before), done.stderr
    assert {path.name for path in place.iterdir()} == {".lock", "corrections.csv", "queue"}  # and nothing waits
    done = policykg("review", "apply", place / "queue" / "queue.csv", "-o", "/proc/corrections.csv")
    assert (done.returncode, b"policykg: /proc" in done.stderr) == (2, True), done.stderr


@LINUX
def test_a_reader_during_builds_sees_the_old_or_the_new_state_and_waits_for_none(tmp_path):
    folder, told = tmp_path / "kg", [{f"建设基地{n + 100 * state}个。" for n in range(12)} for state in (0, 1)]
    write(folder, documents(0), rules="1")
    builder = os.fork()
    if builder == 0:
        try:
            for state in (1, 0) * 8:
                write(folder, documents(state), rules="1")
        finally:
            os._exit(0)
    seen = []
    while os.waitpid(builder, os.WNOHANG) == (0, 0):
        seen.append({text for (text,) in open_index(folder).select(faults.TEXTS)})
    assert all(one in told for one in seen)
    assert all(one in seen for one in told) and len(seen) > 3


def test_a_clock_that_jumps_changes_nothing(sources, tmp_path, monkeypatch):
    """What is read again is told by its bytes and never by the time that a file bears; no time is written."""
    build([sources], tmp_path / "kg")
    sound, jumps = contents(tmp_path / "kg"), count(0)
    monkeypatch.setattr(time, "time", lambda: float(next(jumps) % 2 * 4e9))  # 1970, 2096, 1970 …
    for path in (*sources.iterdir(), *(tmp_path / "kg").rglob("*.nq")):
        os.utime(path, (4e9, 4e9))
    assert len(build([sources], tmp_path / "kg").unchanged) == 3
    assert build([sources], tmp_path / "fresh", jobs=2).added and contents(tmp_path / "fresh") == sound
    (sources / "plan0.txt").write_text(ROW.format(n=9), encoding="utf-8")
    os.utime(sources / "plan0.txt", (0, 0))  # older than the graph
    assert build([sources], tmp_path / "kg").updated == ("plan0",)


def test_names_as_windows_writes_them_give_files_that_windows_can_have(tmp_path):
    archive = tmp_path / "downloads.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in (r"2015\任务\方案.txt", r"2015\CON.txt", "b?.txt", "dot..txt", "PLAN.TXT", "plan (1).txt"):
            info = zipfile.ZipInfo("x")
            info.filename = name  # as a packer on Windows leaves it
            packed.writestr(info, ROW.format(n=1))
    build([archive], tmp_path / "kg")
    listed = manifest(tmp_path / "kg").documents
    assert {one.source for one in listed.values()} >= {"downloads.zip/2015/任务/方案.txt", "downloads.zip/2015/CON.txt"}
    files = [Path(one.file).name for one in listed.values()]
    assert len(files) == 6 and len({name.lower() for name in files}) == 6
    for name in files:
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*\.nq", name), name
        assert name.split(".")[0] not in RESERVED, name


@LINUX
def test_a_folder_that_cannot_be_written_says_so(sources):
    done = policykg("build", sources, "-o", "/proc/kg")  # not even root writes there
    said = done.stderr.decode()
    assert (done.returncode, "Traceback" in said) == (2, False)
    assert said.splitlines()[-1].startswith("policykg: /proc/kg")


def test_a_file_that_vanishes_is_left_out_and_the_rest_is_built(sources, tmp_path, monkeypatch):
    real, told = reading.content, []

    def vanishing(path, most):
        (sources / "plan1.txt").unlink(missing_ok=True)  # after the folder was listed
        return real(path, most)

    monkeypatch.setattr(reading, "content", vanishing)
    build([sources], tmp_path / "kg", report=lambda name, outcome, total: told.append((name, str(outcome))))
    assert open_index(tmp_path / "kg").documents() == ("plan0", "plan2")
    said = [said for name, said in told if name == "plan1.txt"]
    assert said == [f"{sources / 'plan1.txt'}: no such file; check the path"]


def test_a_file_that_changes_while_it_is_read_is_read_again_by_the_next_build(sources, tmp_path, monkeypatch):
    """Its hash is that of the bytes that were read, so that what came after differs from it."""
    real, numbers = reading.content, count(500)

    def changing(path, most):
        data = real(path, most)
        if path.name == "plan1.txt":
            path.write_text(ROW.format(n=next(numbers)), encoding="utf-8")
        return data

    monkeypatch.setattr(reading, "content", changing)
    build([sources], tmp_path / "kg")
    monkeypatch.undo()
    changes = build([sources], tmp_path / "kg")
    fresh = build([sources], tmp_path / "fresh")
    assert contents(tmp_path / "kg") == contents(tmp_path / "fresh")
    assert set(changes.unchanged) >= {"plan0", "plan2"} and len(fresh.added) == 3


def test_the_second_of_two_builds_is_told_to_wait(sources, tmp_path):
    build([sources], tmp_path / "kg")
    (sources / "plan0.txt").write_text(ROW.format(n=9), encoding="utf-8")
    with only_writer(tmp_path / "kg"):
        done = policykg("build", sources, "-o", tmp_path / "kg")
        assert done.returncode == 2
        assert "another build or review is writing here; wait for it to end, or stop it" in done.stderr.decode()
        assert len(open_index(tmp_path / "kg").documents()) == 3  # readers need not wait
    assert policykg("build", sources, "-o", tmp_path / "kg").returncode == 0


def test_the_second_of_two_reviews_is_told_to_wait_and_none_is_lost(tmp_path):
    kept, queues = tmp_path / "corrections.csv", [tmp_path / f"queue{n}.csv" for n in range(4)]
    for n, queue in enumerate(queues):
        queue.write_text(faults.HEADING + faults.LINE.format(n), encoding="utf-8")
    with only_writer(tmp_path):
        done = policykg("review", "apply", queues[0], "-o", kept)
        assert (done.returncode, b"another build or review is writing here" in done.stderr) == (2, True), done.stderr
    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda queue: policykg("review", "apply", queue, "-o", kept).returncode, queues))
    lines = kept.read_text("utf-8-sig")
    assert set(ended) <= {0, 2} and 0 in ended
    assert [faults.LINE.format(n).strip() in lines for n in range(4)] == [code == 0 for code in ended]


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["C", "GBK"],
)
def test_another_locale_gives_the_same_bytes(locale, sources, tmp_path):
    (sources / "方案.txt").write_text(ROW.format(n=7), encoding="utf-8")
    build([sources], tmp_path / "kg")
    done = policykg("build", sources, "-o", tmp_path / "other", env=locale)
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "kg") == contents(tmp_path / "other")
    asked = [
        policykg("ask", "documents", "-k", tmp_path / "kg", "-f", "csv", "--lang", "zh", env=env)
        for env in ({}, locale)
    ]
    assert asked[0].stdout == asked[1].stdout and "重点任务分工表".encode() in asked[0].stdout


def test_other_newlines_give_the_same_facts(tmp_path):
    found = []
    for name, newline in (("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "plan.txt").write_bytes(ROW.format(n=7).replace("\n", newline).encode())
        (folder / "corpus.toml").write_bytes('[documents.plan]\njurisdiction = "山西省"\n'.encode())
        line = "id,action,value,was,who,when,why\n省教育厅,alias,山西省财政厅,,我,2024-01-01,试\n"
        (folder / "corrections.csv").write_bytes(line.replace("\n", newline).encode())
        build([folder], tmp_path / f"{name}-kg")
        index = open_index(tmp_path / f"{name}-kg")
        found.append(index.select(FACTS).rows)
    assert found[0] == found[1] == found[2]
    assert {row[1] for row in found[0]} == {"山西省财政厅"}


def test_check_names_every_rotten_file_and_what_to_build_it_from(sources, tmp_path):
    kg = tmp_path / "kg"
    build([sources], kg)
    sound = contents(kg)
    (kg / "documents" / "plan0.nq").write_bytes(sound["documents/plan0.nq"][1:])
    (kg / "documents" / "plan2.nq").unlink()
    (kg / "links.nq").write_bytes(b"?")
    done = policykg("check", kg)
    changed = "changed since it was built; delete it and build again from"
    assert (done.returncode, done.stderr.decode().splitlines()) == (2, [
        f"policykg: {kg / 'documents' / 'plan0.nq'}: {changed} plan0.txt",
        f"{kg / 'documents' / 'plan2.nq'}: missing; build again from plan2.txt",
        f"{kg / 'links.nq'}: {changed} any of the sources",
    ])  # fmt: skip
    build([sources], kg)
    assert contents(kg) == sound


def test_bit_rot_is_found_named_and_mended(sources, tmp_path):
    kg, dice = tmp_path / "kg", random.Random(SEED)
    build([sources], kg)
    sound = contents(kg)
    for name in manifest(kg).files:
        data = bytearray(sound[name])
        if not data:
            continue
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        (kg / name).write_bytes(data)
        done = policykg("check", kg)
        assert (done.returncode, Path(name).name in done.stderr.decode()) == (2, True), done.stderr
        assert "build again" in done.stderr.decode()
        build([sources], kg)
        assert contents(kg) == sound


def test_a_rotten_manifest_is_found(sources, tmp_path):
    build([sources], tmp_path / "kg")
    path = tmp_path / "kg" / "manifest.json"
    path.write_bytes(path.read_bytes()[:-20])
    done = policykg("check", tmp_path / "kg")
    assert (done.returncode, "manifest.json: broken" in done.stderr.decode()) == (2, True)
    with pytest.raises(json.JSONDecodeError):
        json.loads(path.read_bytes())
