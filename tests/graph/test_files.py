"""The folder: whole or not at all, the same bytes for the same records, and nothing touched that need not be."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from graph.folder import files
from graph.folder.files import Changes, write
from graph.folder.journal import known
from graph.folder.lock import only_writer
from graph.folder.manifest import damaged, document_lines, manifest, manifest_bytes, read_line
from graph.folder.uses import BearerUse, Uses
from graph.store.index import open_index
from ontology.errors import GraphError

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import importlib.util, sys, pathlib
spec = importlib.util.spec_from_file_location("sample", sys.argv[1])
sample = importlib.util.module_from_spec(spec); spec.loader.exec_module(sample)
from graph.folder.files import write
write(pathlib.Path(sys.argv[2]), [(sample.make_document(), "c"), (sample.make_cited(), "")], rules="1")
"""

KILLED = """
import dataclasses, os
def documents():
    yield dataclasses.replace(sample.make_document(), title="新题"), ""
    os._exit(9)
write(pathlib.Path(sys.argv[2]), documents(), rules="1")
"""


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def stamps(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.*") if path.name != ".lock"}


def test_other_hash_seed_same_bytes(tmp_path):
    for seed in ("1", "2"):
        run = [sys.executable, "-c", PROGRAM, str(Path(__file__).with_name("conftest.py")), str(tmp_path / seed)]
        subprocess.run(run, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)})
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert len(contents(tmp_path / "1")) == 6  # two documents, registries, links, manifest, lock


def test_files_are_sorted_lines(folder):
    for name in manifest(folder).files:
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        assert lines == sorted(set(lines))


def test_a_line_that_comes_again_does_not_end_the_sorting(monkeypatch):
    monkeypatch.setattr(files, "RUN", 3)
    assert list(files.nquads("abacbd")) == [b"a .\n", b"b .\n", b"c .\n", b"d .\n"]


def test_what_is_too_much_for_memory_is_sorted_all_the_same(folder, document, cited, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "RUN", 7)
    write(tmp_path / "small", [(document, "context"), (cited, "")], rules="1")
    assert contents(tmp_path / "small") == contents(folder)


def test_manifest_lists_sources_counts_and_ledger(folder):
    listed = manifest(folder).documents["sample-plan"]
    told = {name: Uses.from_lists(uses) for name, _, uses in map(read_line, document_lines(folder))}["sample-plan"]
    assert (listed.source, listed.sha256, listed.context) == ("plans/sample-plan.txt", "ab" * 32, "context")
    assert listed.counts == {"tasks": 2, "assignments": 5, "deadlines": 2, "targets": 2, "regions": 1, "findings": 1}
    assert listed.ledger == {"task": 1, "unread": 1}
    education = ("bearer/education-140000", "山西省教育厅", "agency", "province", "education", "140000")
    assert BearerUse(*education) in told.bearers
    assert told.regions == (("140000", "140000"), ("140000", "山西省"), ("140100", "山西省太原市"))
    assert told.policies == (("国务院关于印发《国家实训方案》的通知", "国发〔2015〕9号"), ("旧方案", None))
    assert manifest(folder).documents["国家方案"].file.isascii()
    assert damaged(manifest(folder)) == ()


def test_second_build_touches_nothing(folder, document, cited):
    before = stamps(folder)
    changes = write(folder, [(document, "context")], kept=[cited.source.name], rules="1")
    assert changes == Changes((), (), ("sample-plan", "国家方案"), ())
    assert stamps(folder) == before


def test_the_manifest_is_json_and_its_lines_return_as_they_were_written(folder):
    written, whole = (folder / "manifest.json").read_bytes(), manifest(folder)
    assert b"".join(manifest_bytes(whole.rules, whole.shared, document_lines(folder))) == written
    assert json.loads(written)["documents"].keys() == whole.documents.keys()


def test_changed_and_removed_documents(folder, document):
    changes = write(folder, [(replace(document, title="新题"), "context")], rules="1")
    assert changes == Changes((), ("sample-plan",), (), ("国家方案",))
    assert [path.name for path in (folder / "documents").iterdir()] == ["sample-plan.nq"]
    assert (folder / "links.nq").read_bytes() == b""
    shared = (folder / "registries.nq").read_text("utf-8")
    assert "region/CN>" in shared  # as the province's ancestor, though the nation's document is gone


@pytest.mark.parametrize(
    ("name", "sha256", "context", "rules", "expected"),
    [
        ("plans/sample-plan.txt", "ab" * 32, "context", "1", True),
        ("plans/other.txt", "ab" * 32, "context", "1", False),
        ("plans/sample-plan.txt", "00" * 32, "context", "1", False),
        ("plans/sample-plan.txt", "ab" * 32, "other", "1", False),
        ("plans/sample-plan.txt", "ab" * 32, "context", "2", False),
    ],
)
def test_is_current(folder, name, sha256, context, rules, expected):
    assert known(folder, rules).is_current(name, sha256, context) is expected


def test_a_damaged_file_is_not_current_is_reported_and_not_read(folder):
    path = folder / "documents" / "sample-plan.nq"
    path.write_bytes(path.read_bytes()[:-40])
    assert not known(folder, "1").is_current("plans/sample-plan.txt", "ab" * 32, "context")
    (folder / "links.nq").write_bytes(b"rotten")
    said = (
        f"{path}: changed since it was built; delete it and build again from plans/sample-plan.txt",
        f"{folder / 'links.nq'}: changed since it was built; delete it and build again from any of the sources",
    )
    assert damaged(manifest(folder)) == said
    with pytest.raises(GraphError) as told:
        open_index(folder)
    assert str(told.value) == "\n".join(said)  # all of them, not the first alone
    path.unlink()
    assert damaged(manifest(folder))[0] == f"{path}: missing; build again from plans/sample-plan.txt"


def test_rot_that_no_clock_shows_is_found_by_readers_and_mended_by_deleting(folder, document):
    path = folder / "documents" / "sample-plan.nq"
    sound = path.read_bytes()
    path.write_bytes(sound[:-40])
    later = path.stat().st_mtime_ns + 10**9
    os.utime(folder / "manifest.json", ns=(later, later))  # as if the file had been so before
    assert known(folder, "1").is_current("plans/sample-plan.txt", "ab" * 32, "context")
    with pytest.raises(GraphError, match="delete it and build again from plans/sample-plan"):
        open_index(folder)
    path.unlink()
    assert not known(folder, "1").is_current("plans/sample-plan.txt", "ab" * 32, "context")
    write(folder, [(document, "context")], kept=["国家方案.txt"], rules="1")
    assert path.read_bytes() == sound


def test_a_build_that_fails_leaves_the_folder_as_it_was(folder, document):
    before = contents(folder)

    def failing():
        yield replace(document, title="新题"), "context"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(folder, failing(), rules="1")
    assert {name: content for name, content in contents(folder).items() if not name.endswith(".new")} == before


def test_a_killed_build_leaves_the_old_state_and_the_next_one_clears_up(folder, document, cited):
    before = contents(folder)
    program = PROGRAM.partition("write(pathlib")[0] + KILLED
    run = [sys.executable, "-c", program, str(Path(__file__).with_name("conftest.py")), str(folder)]
    assert subprocess.run(run, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}).returncode == 9
    left = contents(folder)
    assert left.pop("documents/.sample-plan.nq.new") != before["documents/sample-plan.nq"]
    assert len(left.pop("journal.new").splitlines()) == 2
    assert left == before
    assert open_index(folder).select("SELECT ?t { ?d pk:layout ?l ; dcterms:title ?t } ORDER BY ?t").rows == (
        ("国务院关于印发国家实训方案的通知",),
        ("山西省实训中心建设方案",),
    )
    write(folder, [(document, "context")], kept=[cited.source.name], rules="1")
    assert contents(folder) == before


def test_a_build_goes_on_from_what_a_killed_one_has_written(folder, document, cited, tmp_path):
    """The killed build has a new text of one document and died in the line of the next."""
    new = replace(document, title="新题", source=replace(document.source, sha256="cc" * 32))

    def killed():
        yield new, "c"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(folder, killed(), kept=[cited.source.name], rules="1")
    with (folder / "journal.new").open("ab") as file:
        file.write(b'  "other": {"counts"')
    at_hand = known(folder, "1")
    assert at_hand.is_current(new.source.name, "cc" * 32, "c")
    assert at_hand.is_current(cited.source.name, cited.source.sha256, "")
    assert not at_hand.is_current(document.source.name, document.source.sha256, "context")
    assert not known(folder, "2").is_current(new.source.name, "cc" * 32, "c")
    changes = write(folder, [], kept=[new.source.name, cited.source.name], rules="1")
    assert changes == Changes((), ("sample-plan",), ("国家方案",), ())
    write(tmp_path / "fresh", [(new, "c"), (cited, "")], rules="1")
    assert contents(folder) == contents(tmp_path / "fresh")


def test_what_another_build_has_taken_away_meanwhile_is_not_kept_in_silence(folder, document, cited):
    write(folder, [(document, "context")], rules="1")
    with pytest.raises(GraphError, match=r"another build has changed what is here of 国家方案.txt; build again"):
        write(folder, [], kept=[document.source.name, cited.source.name], rules="1")


def test_a_reader_sees_one_whole_state_while_builds_go_on(folder, document, cited):
    states = [[(replace(one, addressees=word), "") for one in (document, cited)] for word in ("甲", "乙")]
    write(folder, states[0], rules="1")
    ended = Event()

    def build():
        for n in range(12):
            write(folder, states[n % 2], rules="1")
        ended.set()

    builder = Thread(target=build)
    builder.start()
    seen = []
    while not ended.is_set():
        seen.append(open_index(folder).select("SELECT ?word { ?d pk:addressees ?word }").rows)
    builder.join()
    assert seen
    assert set(seen) <= {(("甲",), ("甲",)), (("乙",), ("乙",))}


def test_two_writers(folder, document):
    with only_writer(folder), pytest.raises(GraphError, match="another build or review is writing here"):
        write(folder, [(document, "context")])


def test_two_sources_of_one_document(tmp_path, document):
    twin = replace(document, source=replace(document.source, name="again/sample-plan.txt"))
    with pytest.raises(GraphError, match=r"again/sample-plan.txt and plans/sample-plan.txt both make .* rename"):
        write(tmp_path / "kg", [(document, ""), (twin, "")])
    assert not (tmp_path / "kg" / "manifest.json").exists()


def test_a_folder_of_other_things_is_refused(tmp_path, document):
    (tmp_path / "sources.txt").write_text("x")
    with pytest.raises(GraphError, match=r"holds other files \(sources.txt\)"):
        write(tmp_path, [(document, "")])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no knowledge graph here"),
        ("{", "broken, not JSON"),
        (json.dumps({"format": 0}), "another version"),
        (json.dumps({"format": 2, "rules": "", "documents": {"a": {}}, "shared": {}}), "a line a document"),
        ('{"format": 2, "rules": "", "shared": {}, "documents": {\n  "a": {}\n}}\n', "broken.*a: 'source' is missing"),
        ('{"format": 2, "rules": "", "shared": {}, "documents": {\n', "broken.*it ends too early"),
    ],
)
def test_a_manifest_that_cannot_be_used(tmp_path, content, message):
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(GraphError, match=message):
        manifest(tmp_path)
