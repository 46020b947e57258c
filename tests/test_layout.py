"""How the packages hang together: imports go one way, nothing is loaded early, the wheel carries every file."""

import ast
import json
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from importlib.resources import files
from pathlib import Path

import pytest

import policykg

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "ontology": set(),
    "loaders": {"ontology"},
    "graph": {"ontology"},
    "queries": {"graph", "ontology"},
    "policykg": {"queries", "graph", "loaders", "ontology"},
}
PACKAGES = sorted(MAY_IMPORT.keys() - {"policykg"})
# import what a command needs when it is called
COMMANDS = ("policykg", "queries.commands.")
HEAVY = {"rdflib", "networkx", "pyvis", "jieba", "pyoxigraph", "pdfplumber", "opencc", "openpyxl"}


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


PATHS = [ROOT / "policykg.py", *(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))]
MODULES = {module_name(path): ast.parse(path.read_bytes()) for path in PATHS}
each_module = pytest.mark.parametrize("module", MODULES)


def imported(tree):
    """The names of modules of ours that the code imports anywhere, within functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES.keys()
            yield from inner or {node.module}


@each_module
def test_imports_go_one_way(module):
    own = module.partition(".")[0]
    others = {name.partition(".")[0] for name in imported(MODULES[module])} & MAY_IMPORT.keys()
    assert others - {own} <= MAY_IMPORT[own]


def test_no_import_cycle_is_hidden_in_a_function():
    uses = {name: set(imported(tree)) & MODULES.keys() for name, tree in MODULES.items()}
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        pytest.fail(f"modules import one another: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith(COMMANDS)])
def test_imports_stand_on_top(module):
    """Apart from the commands: what one needs is imported when it is called, so that `--help` answers at once."""
    functions = [node for node in ast.walk(MODULES[module]) if isinstance(node, ast.FunctionDef)]
    late = [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not late, f"{module} imports within a function, in lines {late}"


@pytest.mark.parametrize("path", [path for path in PATHS if path.name == "__init__.py"], ids=module_name)
def test_a_package_re_exports_nothing(path):
    """Re-exports are how import cycles begin."""
    assert set(imported(ast.parse(path.read_bytes()))) & MODULES.keys() == set()


def test_the_wheel_lists_each_package_and_the_front_door():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    there = {path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "benchmarks"}
    assert set(listed["only-include"]) == there | {"policykg.py"} == set(PACKAGES) | {"policykg.py"}


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_installed_has_each_file(package):
    """Against the wheel, as .ci/run tests it, this fails where a data file was left behind."""
    own = [path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    absent = [
        path.name for path in own if not files(package).joinpath(*path.relative_to(ROOT / package).parts).is_file()
    ]
    assert absent == []
    assert (ROOT / package / "py.typed") in own


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_nobody_else_owns_our_names(name):
    """pip says nothing where another distribution brings a `queries`, and one of the two shadows the other."""
    others = set(packages_distributions().get(name, ())) - {"policykg"}
    assert not others, (
        f"{', '.join(sorted(others))} installs a top-level {name!r} too; uninstall it, or use a fresh .venv"
    )


def test_tests_are_no_packages():
    """An __init__.py in tests/graph would take the place of the package `graph`."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_help_loads_nothing_heavy(tmp_path):
    """Every page of help, in one process that lists what was imported meanwhile."""
    code = """
import json, sys
import click
from policykg import main
pages = [["--help"], *([name, "--help"] for name in main.commands)]
for page in pages:
    main(page, prog_name="policykg", standalone_mode=False)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, encoding="utf-8"
    )
    loaded = set(json.loads(answer.stdout.splitlines()[-1]))
    assert loaded & HEAVY == set()
    assert {"policykg", "click"} <= loaded


@pytest.mark.parametrize("name", policykg.NAMES)
def test_the_front_door_leads_to_what_it_names(name):
    assert getattr(policykg, name).__name__ == name
