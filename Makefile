# Two commands do everything on a fresh machine with Python 3.11 or newer:
#   make demo    makes .venv, installs, runs the main job on the bundled sample
#   make test    makes .venv, installs with what the tests need, runs them
# Before a release:
#   make dist    wheel and sdist, built twice: the same bytes, or an error
#   make lowest  the tests with the lowest versions that pyproject.toml allows
#   make pythons the wheel on each Python of PYTHONS
#   make audit   known holes in what is installed, for the release notes (asks the advisory database)
PYTHON ?= python3
BIN := .venv/bin

PYTHONS ?= python3.11 python3.12 python3.13

.PHONY: demo test lint bench clean dist lowest pythons audit

demo: .venv/installed
	$(BIN)/policykg demo -o demo

test: .venv/tested-with
	$(BIN)/pytest

lint: .venv/tested-with
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/tested-with
	$(BIN)/python -m benchmarks

dist: .venv/tested-with
	rm -rf dist
	$(BIN)/python -m build --outdir dist/first . >/dev/null
	$(BIN)/python -m build --outdir dist/second . >/dev/null
	diff -r dist/first dist/second
	mv dist/first/* dist/ && rm -r dist/first dist/second

lowest: .venv/tested-with
	rm -rf .venv-lowest && $(PYTHON) -m venv .venv-lowest
	$(BIN)/python constraints/lowest.py > .venv-lowest/constraints.txt
	.venv-lowest/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	.venv-lowest/bin/python -m pip install --quiet -c .venv-lowest/constraints.txt --editable ".[score,serve,charts,check,fast,cluster]" --group test
	.venv-lowest/bin/pytest -q

pythons: dist
	for python in $(PYTHONS); do \
	  rm -rf .venv-python && $$python -m venv .venv-python && \
	  .venv-python/bin/python -m pip install --quiet --upgrade "pip>=25.1" && \
	  .venv-python/bin/python -m pip install --quiet "$$(ls dist/*.whl)[serve]" && \
	  .venv-python/bin/policykg demo -o .venv-python/demo >/dev/null && \
	  .venv-python/bin/python -m pip install --quiet --group test && \
	  .venv-python/bin/pytest -q || exit 1; \
	done

audit: .venv/installed
	$(BIN)/python -m pip install --quiet pip-audit
	$(BIN)/pip-audit --skip-editable

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/tested-with: .venv/installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

clean:
	rm -rf .venv demo dist build
