# Two commands do everything on a fresh machine with Python 3.11 or newer:
#   make demo    makes .venv, installs, runs the main job on the bundled sample
#   make test    makes .venv, installs with what the tests need, runs them
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench clean

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
