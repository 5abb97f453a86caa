# Two commands set everything up: `make site` and `make test`. What they need, they install.
.DELETE_ON_ERROR:
.PHONY: site docs test test-long check speed browsers clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

site: $(VENV)/.runtime
	$(BIN)/ainotes build

# The documentation as a site of MkDocs, in site-docs/.
docs: $(VENV)/.runtime
	$(BIN)/mkdocs build --strict --config-file docs.yml

test: $(VENV)/.dev browsers
	$(BIN)/pytest -n auto

# The random tests with many seeds: kills, interrupts, damages. Takes hours.
test-long: $(VENV)/.dev browsers
	AINOTES_TEST_LONG=1 $(BIN)/pytest -n auto

check: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Fails when a build takes much longer than it did, measured against a fixed computation in the same run.
speed: $(VENV)/.runtime
	$(BIN)/python tests/benchmarks/regression.py

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ainotes needs Python 3.11 or newer; try: make PYTHON=python3.12 site")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q src plugins
	touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,guests]'
	$(BIN)/python -m compileall -q src plugins
	touch $@ $(VENV)/.runtime

# The browser tests drive the system's Chromium and Firefox. Where one cannot be installed they say so and are skipped.
browsers:
	@sh tests/browser/install-browsers.sh

clean:
	rm -rf site site-docs .ainotes
