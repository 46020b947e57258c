"""What the project says of itself holds: the README's commands, the help, the gallery's headers, the data files."""

import ast
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import click
import pytest

from graph.store.index import open_index
from policykg import HERE, build, main
from queries.gallery import FOLDER, ask, questions

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELISION = ("…", "...")


# The README


def console(text: str) -> list[tuple[str, list[str]]]:
    """The commands of the console blocks, each with the lines that are shown to follow it."""
    shown: list[tuple[str, list[str]]] = []
    for line in "".join(BLOCK.findall(text)).splitlines():
        if line.startswith("$ "):
            shown.append((line.removeprefix("$ "), []))
        elif line.strip() and line.strip() not in ELISION:
            shown[-1][1].append(spaced(line))
    return shown


def spaced(line: str) -> str:
    """The line with single spaces: a column's width is that of its longest entry."""
    return " ".join(line.split())


README = console((ROOT / "README.md").read_text("utf-8"))
COMMANDS = [(command, shown) for command, shown in README if command.startswith("policykg ")]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the sample where a checkout has it; the commands run there one after the other."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "loaders" / "sample", folder / "loaders" / "sample")
    return folder


def test_the_readme_begins_with_the_two_commands_that_do_everything() -> None:
    assert [command.partition("#")[0].strip() for command, _ in README[:2]] == ["make demo", "make test"]
    assert "policykg demo" in dict(COMMANDS)


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_a_command_of_the_readme_prints_what_is_shown(session: Path, command: str, shown: list[str]) -> None:
    path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
    run = subprocess.run(command, shell=True, cwd=session, env=os.environ | {"PATH": path}, capture_output=True)
    printed = (run.stdout + run.stderr).decode()
    assert run.returncode == 0, printed
    assert [line for line in shown if line not in "\n".join(map(spaced, printed.splitlines()))] == [], printed


# The help


@pytest.mark.parametrize("command", [main, *main.commands.values()], ids=lambda command: command.name)
def test_a_command_says_what_it_does_and_what_it_takes(command: click.Command) -> None:
    assert command.help
    assert command.help[0].isupper()
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


# The gallery


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("gallery") / "kg"
    build(sorted((HERE / "loaders" / "sample").glob("*.txt")), folder)
    return open_index(folder)


def test_each_query_is_a_question() -> None:
    assert {path.stem for path in FOLDER.glob("*.rq")} == {q.name for q in questions().values() if q.query}


@pytest.mark.parametrize("name", questions())
def test_a_question_has_titles_in_both_languages(name: str) -> None:
    title = questions()[name].header.title
    assert title.en.endswith("?")
    assert title.zh.endswith("？")


@pytest.mark.parametrize("name", questions())
def test_the_example_of_a_question_can_be_asked_of_the_sample(sample, name: str) -> None:
    """All parameters at once, then only those that must be given: a reader copies them from `policykg questions`."""
    parameters = questions()[name].header.parameters
    ask(sample, name, {one.name: one.example for one in parameters})
    ask(sample, name, {one.name: one.example for one in parameters if one.default is None})


# The data files


def words_of(path: Path) -> set[str]:
    """The texts that stand in the code, apart from docstrings."""
    tree = ast.parse(path.read_bytes())
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return {node.value for node in texts if isinstance(node.value, str)}


MODULES = [path for package in ("ontology", "loaders", "graph", "queries") for path in (ROOT / package).rglob("*.py")]
DATA = [
    path
    for package in ("ontology", "loaders")
    for path in sorted((ROOT / package).rglob("*"))
    if path.suffix in (".csv", ".toml")
]


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_some_module_reads_the_data_file(path: Path) -> None:
    """A list that nobody reads would take corrections and change nothing."""
    name = path.stem if path.parent.name == "cues" else path.name
    assert any(name in words_of(module) for module in MODULES)
