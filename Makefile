# Needs python3 (3.11 or later), make and git.  Two commands matter:
#
#   make demo    the main job on a shipped year of records
#   make test    everything that must hold before a change lands

VENV    ?= .venv
PYTHON  ?= python3
BIN      = $(VENV)/bin
PIP      = $(BIN)/python -m pip --disable-pip-version-check -qq
AGENCIES = $(sort $(patsubst %/agency.toml,%,$(wildcard agency_configs/*/agency.toml)))
PLUGINS  = $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
PYTEST   = $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help demo test machine lint types layers messages catalogue docs coverage bench bench-large downstream soak check lock clean

help:
	@sed -n 's/^# \{0,1\}//;1,4p' Makefile
	@echo "also: machine lint types layers catalogue check docs coverage bench bench-large soak messages lock clean"

# ------------------------------------------------------------------ the environment

# Hash mode refuses an editable install, so the pinned packages come first and the project
# follows without dependencies, built by the pinned backend; for tests the plugins follow it.
define install
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/$(1).txt
	$(PIP) install --no-deps --no-build-isolation $(addprefix --editable ./,. $(2))
	touch $@
endef

$(VENV)/.run: pyproject.toml requirements/run.txt
	$(call install,run)

$(VENV)/.test: pyproject.toml requirements/test.txt $(PLUGINS:%=%/pyproject.toml)
	$(call install,test,$(PLUGINS))
	touch $(VENV)/.run

# ------------------------------------------------------------------ the two commands

demo: $(VENV)/.run
	$(BIN)/gov-comms demo

# pytest runs last, so that its summary is what a reader sees at the end.
test: machine lint types layers catalogue check
	$(PYTEST) -n 2 --dist worksteal --cov --cov-report=term $(PYTEST_ARGS)

# ------------------------------------------------------------------ the parts of `make test`

# A database server, readers of documents and a browser, from the system's own packages.
machine:
	@tools/machine.sh

lint: $(VENV)/.test
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

types: $(VENV)/.test
	$(BIN)/mypy

layers: $(VENV)/.test
	$(BIN)/lint-imports --no-logo

catalogue: $(VENV)/.test
	$(BIN)/python -m tools.catalogues check

check: $(VENV)/.test
	@code=0; for agency in $(AGENCIES); do $(BIN)/gov-comms check $$agency || code=1; done; exit $$code

# ------------------------------------------------------------------ by hand

# Extract every text, update the Chinese catalogue, compile it.  Commit what changes.
messages: $(VENV)/.test
	$(BIN)/python -m tools.catalogues update

# The tests that hold the documents to the code.
docs: $(VENV)/.test
	$(PYTEST) tests/docs

# Write the page of clauses anew.  Commit what changes.
coverage: $(VENV)/.test
	$(BIN)/gov-comms --lang en coverage --format markdown > docs/coverage.md

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.plugin_verb

# Ten times as much, and ten thousand small offices; for a machine that has an hour.
bench-large: $(VENV)/.test
	$(BIN)/python -m benchmarks --records 10000000 --offices 10000 --repeats 1

# Every package in plugins/ and every agency, from built wheels in an environment of their own.
downstream: $(VENV)/.test
	$(BIN)/python -m tools.downstream

# Three hundred processes killed while they write, and fifty that contend; tells the throughput.
soak: $(VENV)/.test
	GOV_COMMS_KILLS=300 $(PYTEST) -s tests/record/test_crashes.py tests/record/test_contention.py

# Pin anew after a change of the dependencies in pyproject.toml; UPGRADE=--upgrade moves all pins.
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
          $(UPGRADE) --group build pyproject.toml
lock:
	test -x $(BIN)/uv || $(PIP) install uv
	$(COMPILE) --extra test --output-file requirements/test.txt
	$(COMPILE) --constraint requirements/test.txt --output-file requirements/run.txt

clean:
	rm -rf $(VENV) build dist demo-output .coverage .coverage.* htmlcov junit.xml \
	       .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
