"""Building on a real Dask cluster: a scheduler and workers in processes of their own, one of them killed at work."""

import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from distributed import Client

from graph.store.index import open_index
from loaders import cluster
from loaders.workers import Bounds
from ontology.errors import ClusterError
from policykg import build, main

DOCUMENTS = 480  # some batches for each worker
HEAD = "重点任务分工表\n\n序号\t工作任务\t牵头单位\t完成时限\n"
ROW = "{n}\t建设基地{n}个。\t省教育厅、省财政厅\t2016年底前\n"


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    for n in range(DOCUMENTS):
        rows = "".join(ROW.format(n=n + row) for row in range(40))
        (folder / f"plan{n:03}.txt").write_text(HEAD + rows, encoding="utf-8")
    (folder / "坏.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def alone(sources, tmp_path_factory):
    """The bytes of the build on one machine, and what it said of each file."""
    return built([sources], tmp_path_factory.mktemp("alone") / "kg")


def built(sources, folder, **how):
    told = []
    build(sources, folder, report=lambda name, outcome, total: told.append((name, str(outcome))), **how)
    return bytes_of(folder), told


def bytes_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def dask(*arguments):
    """A command of Dask's, killed at the end."""
    command = [sys.executable, "-m", "dask", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def scheduler(tmp_path):
    """The scheduler's file, which is there once it answers."""
    file = tmp_path / "scheduler.json"
    arguments = ("--host", "127.0.0.1", "--port", 0, "--no-dashboard", "--no-jupyter", "--scheduler-file", file)
    with dask("scheduler", *arguments):
        yield await_(lambda: file.exists() and file.stat().st_size and file)


def worker(scheduler, tmp_path, threads=1):
    return dask(
        "worker", "--scheduler-file", scheduler, "--nthreads", threads, "--no-nanny", "--no-dashboard",
        "--local-directory", tmp_path / "dask",
    )  # fmt: skip


def await_(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "nothing came of it in time"
        time.sleep(0.05)
    return found


def test_a_cluster_writes_the_same_bytes_though_a_worker_is_killed_at_work(sources, alone, scheduler, tmp_path):
    folder = tmp_path / "kg"
    killed = []

    def report(name, outcome, total):
        told.append((name, str(outcome)))
        if not killed and not isinstance(outcome, Exception):  # the first batch is back
            with Client(scheduler_file=str(scheduler), set_as_default=False) as client:
                assert len(client.nthreads()) == 2
                assert any(client.processing().values())  # in mid-work
            one.kill()
            killed.append(one.wait())

    told = []
    with worker(scheduler, tmp_path) as one, worker(scheduler, tmp_path):
        with Client(scheduler_file=str(scheduler), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        build([sources], folder, report=report, cluster=str(scheduler))
        with Client(scheduler_file=str(scheduler), set_as_default=False) as client:
            assert len(client.nthreads()) == 1
            assert set(client.run(lambda: len(cluster._readers)).values()) == {0}  # none is left idle
    assert (len(killed), killed[0] < 0) == (1, True)
    assert (bytes_of(folder), told) == alone


def test_the_command_takes_the_address_and_a_worker_of_two_threads_that_comes_late(sources, alone, scheduler, tmp_path):
    arguments = ["build", str(sources), "-o", str(tmp_path / "kg"), "--cluster", str(scheduler)]
    command = [sys.executable, "-m", "policykg", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        with worker(scheduler, tmp_path, threads=2):
            _, said = process.communicate(timeout=120)
    assert (process.returncode, said.splitlines()[-1]) == (
        0, f"{tmp_path / 'kg'}: {DOCUMENTS} added, 0 updated, 0 unchanged, 0 removed, 1 left out"
    )  # fmt: skip
    assert bytes_of(tmp_path / "kg") == alone[0]


def test_a_document_that_takes_too_long_costs_itself_alone(scheduler, tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, rows in (("a", 1), ("b", 60_000), ("c", 1)):
        (folder / f"{name}.txt").write_text(HEAD + "".join(ROW.format(n=n) for n in range(rows)), encoding="utf-8")
    with worker(scheduler, tmp_path):
        _, told = built([folder], tmp_path / "kg", cluster=str(scheduler), bounds=Bounds(seconds=5))
    assert [name for name, said in told if "took over 5 s and was given up" in said] == ["b.txt"]
    assert open_index(tmp_path / "kg").documents() == ("a", "c")


def test_a_worker_of_another_version_is_refused(scheduler, sources, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "rule_set", lambda: "another")
    with worker(scheduler, tmp_path), pytest.raises(ClusterError, match="another version of policykg"):
        built([sources], tmp_path / "kg", cluster=str(scheduler))


def test_a_worker_that_does_not_see_the_sources_is_refused(scheduler, sources, tmp_path, monkeypatch):
    absolute = cluster.Path.absolute
    monkeypatch.setattr(cluster.Path, "absolute", lambda path: cluster.Path("/elsewhere") / absolute(path).name)
    with worker(scheduler, tmp_path), pytest.raises(ClusterError, match="does not see /elsewhere; share"):
        built([sources], tmp_path / "kg", cluster=str(scheduler))


def test_no_scheduler_is_said(sources, tmp_path):
    done = CliRunner().invoke(
        main, ["build", str(sources), "-o", str(tmp_path / "kg"), "--cluster", "tcp://127.0.0.1:9"],
        env={"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"},
    )  # fmt: skip
    assert done.exit_code == 2
    assert "no Dask scheduler answers" in done.stderr
