"""Random and mutated inputs: whatever comes, an error of ours or a document whose offsets hold, and no traceback."""

import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import CONVERTED, DISLIKED, SEEDS, Tally, batch, mutant, mutated
from benchmarks.seeds import PROSE, TABLE
from loaders.corrections import read_corrections
from loaders.extract import extract
from loaders.formats.limits import CHARACTERS
from loaders.formats.plain import blocks
from loaders.formats.word import PROGRAMS
from loaders.source import Source
from ontology.errors import PolicyKGError
from ontology.records import SourceFile
from policykg import contexts, main
from queries.gallery import questions

SEED, EACH = 20151, 20
QUICK = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
WORDS = [one.decode("utf-8", "ignore") for one in DISLIKED] + [*PROSE.splitlines(), *TABLE.splitlines(), "\n", "\t"]
CORPUS = '[documents.plan]\njurisdiction = "山西省"\nissued = "2015-06-30"\nlevel = "province"\n'
CORRECTIONS = "id,action,value,was,who,when,why\n省教厅,alias,山西省教育厅,,我,2024-01-01,简称\n"


@pytest.fixture(scope="module")
def kg(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "plan.txt").write_text(PROSE + TABLE, encoding="utf-8")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    assert run("build", folder, "-o", folder / "kg").exit_code == 0
    return folder / "kg"


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def ends_well(result):
    """With an answer, or a message of policykg or Click; a fault's message would say so."""
    told = result.stderr
    ended = result.exception is None or isinstance(result.exception, SystemExit)
    return ended and result.exit_code in (0, 1, 2) and "Traceback" not in told and "fault of policykg" not in told


@pytest.mark.parametrize("kind", SEEDS)
def test_mutants_of_each_format_are_read_or_refused(kind):
    if kind in CONVERTED and not any(map(shutil.which, PROGRAMS)):
        pytest.skip("LibreOffice is not installed")
    tally = batch(kind, SEED, range(1, EACH + 1), Tally())
    assert (tally.faults, tally.ended, tally.inputs) == ({}, 0, EACH)
    assert tally.read + tally.refused + tally.converted + tally.slow == EACH and (tally.read or kind == "odt")


def test_a_mutant_is_the_same_whenever_it_is_made():
    assert [mutant(kind, 1, 7) for kind in SEEDS] == [mutant(kind, 1, 7) for kind in SEEDS]
    assert all(mutant(kind, 1, 7) != mutant(kind, 2, 7) for kind in SEEDS)


@QUICK
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=20)), max_size=25).map("".join))
def test_any_text_is_extracted_and_its_offsets_hold(text):
    text = text.encode("utf-8", "ignore").decode().replace("\r", "\n")
    document = extract(Source(SourceFile("a.txt", "0", "text/plain", "utf-8", len(text)), text, blocks(text)))
    facts = [fact for task in document.tasks for fact in (*task.assignments, *task.deadlines, *task.targets)]
    assert all(0 <= fact.start <= fact.end <= len(text) for fact in (*facts, *document.ledger))
    assert len(text) < CHARACTERS
    again = extract(Source(SourceFile("a.txt", "0", "text/plain", "utf-8", len(text)), text, blocks(text)))
    assert again == document  # alone or after others


def mutant_files(text):
    dice = random.Random(SEED)
    return [mutated(text.encode(), dice) for _ in range(150)]


@pytest.mark.parametrize(
    ("text", "name", "reading"),
    [
        (CORPUS, "corpus.toml", lambda path: contexts([path.parent])),
        (CORRECTIONS, "corrections.csv", read_corrections),
    ],
)
def test_mutants_of_what_users_write_are_read_or_refused_with_their_place(text, name, reading, tmp_path):
    refused = 0
    for data in mutant_files(text):
        (tmp_path / name).write_bytes(data)
        try:
            reading(tmp_path / name)
        except PolicyKGError as error:
            refused += 1
            assert name in str(error)
    assert 0 < refused < 150


def test_mutants_of_the_manifest_end_in_a_message(kg):
    path: Path = kg / "manifest.json"
    sound, refused = path.read_bytes(), 0
    dice = random.Random(SEED)
    try:
        for _ in range(40):
            path.write_bytes(mutated(sound, dice))
            result = run("check", kg)
            assert ends_well(result), (result.stderr, result.exception)
            refused += result.exit_code == 2
            assert result.exit_code != 2 or "build" in result.stderr  # the mend
    finally:
        path.write_bytes(sound)
    assert refused > 10


@QUICK
@given(st.data())
def test_any_parameters_of_any_question_end_in_an_answer_or_a_message(kg, data):
    name = data.draw(st.sampled_from([*sorted(questions()), "none"]))
    keys = [one.name for one in questions()[name].header.parameters] if name in questions() else []
    odd = st.one_of(
        st.sampled_from([*WORDS, '"} DROP ALL', "?x", "-1", "1e999", "9999-99-99", ""]), st.text(max_size=30)
    )
    given_ = data.draw(st.dictionaries(st.one_of(st.sampled_from([*keys, "x"]), st.text(max_size=5)), odd, max_size=3))
    result = run("ask", "-k", kg, "-f", "json", "--", name, *(f"{key}={value}" for key, value in given_.items()))
    assert ends_well(result), (name, given_, result.stderr, result.exception)


@QUICK
@given(st.one_of(st.sampled_from(WORDS), st.text(max_size=60)))
def test_any_id_and_any_query_end_in_an_answer_or_a_message(kg, text):
    for command in (("why",), ("sparql",), ("sparql", "--as", "today")):
        result = run(*command, "-k", kg, "--", text)
        assert ends_well(result), (command, text, result.stderr, result.exception)
