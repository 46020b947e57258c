"""The same input gives the same bytes, whatever the hash seed, and what has not changed is not written again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policykg import HERE

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SEEDS = ("1", "2")


def policykg(seed: str, *arguments: str | Path) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    run = subprocess.run([sys.executable, "-m", "policykg", *arguments], env=environment, capture_output=True)
    assert run.returncode == 0, run.stderr.decode()


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


def build_twice(sources: Path, folder: Path) -> None:
    for seed in SEEDS:
        policykg(seed, "build", sources, "-o", folder / seed)
    first, second = (content(folder / seed) for seed in SEEDS)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert "registries.nq" in first


def test_the_corpus_gives_the_same_bytes_under_each_hash_seed(tmp_path: Path) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside this checkout (../shared/corpus)")
    build_twice(CORPUS, tmp_path)


def test_the_whole_job_gives_the_same_bytes_under_each_hash_seed(tmp_path: Path) -> None:
    """Workbooks and pages too."""
    for seed in SEEDS:
        policykg(seed, "demo", "-o", tmp_path / seed)
    first, second = (content(tmp_path / seed) for seed in SEEDS)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert {"kg/manifest.json", "co-leads.xlsx", "colead.html"} <= first.keys()


def test_building_again_writes_nothing(tmp_path: Path) -> None:
    sample, folder = HERE / "loaders" / "sample", tmp_path / "kg"
    texts = sorted(sample.glob("*.txt"))
    policykg("1", "build", *texts, "-o", folder)
    before = times(folder)
    policykg("2", "build", *texts, "-o", folder)
    assert times(folder) == before
    assert "documents/shanxi-2015.nq" in before
