# Needs python3 (3.11 or later), make and git.  Two commands matter:
#
#   make demo    the main job on a shipped year of records
#   make test    everything that must hold before a change lands

VENV    ?= .venv
PYTHON  ?= python3
BENCH   := $(VENV)-bench
BIN      = $(VENV)/bin
PIP      = $(BIN)/python -m pip --disable-pip-version-check -qq
AGENCIES = $(sort $(patsubst %/agency.toml,%,$(wildcard agency_configs/*/agency.toml)))
PLUGINS  = $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
PYTEST   = $(BIN)/python -m pytest

# Tests start the program hundreds of times: without compiled modules each start is slower.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test machine lint types layers messages catalogue docs pages coverage bench bench-large downstream soak witnesses check lock clean

help:
	@sed -n 's/^# \{0,1\}//;1,4p' Makefile
	@echo "also: machine lint types layers catalogue check docs pages coverage bench bench-large soak messages lock clean"

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

# The pinned wheels of what core and plugins need; from here on they install without a network.
$(VENV)/.wheels: $(VENV)/.test requirements/plugins.txt
	rm -rf $(VENV)/wheels
	$(PIP) download --no-deps --require-hashes -r requirements/plugins.txt -d $(VENV)/wheels
	touch $@

# ------------------------------------------------------------------ the two commands

demo: $(VENV)/.run
	$(BIN)/gov-comms demo

# pytest runs last, so that its summary is what a reader sees at the end.
test: machine lint types layers catalogue downstream
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

# Every package in plugins/ and every agency, from built wheels in an environment of their own.
downstream: $(VENV)/.test $(VENV)/.wheels
	$(BIN)/python -m tools.downstream $(VENV)/wheels

# ------------------------------------------------------------------ by hand

# Every agency from the checkout, which `make test` tries from the wheel.
check: $(VENV)/.test
	@code=0; for agency in $(AGENCIES); do $(BIN)/gov-comms check $$agency || code=1; done; exit $$code

# Extract every text, update the Chinese catalogue, compile it.  Commit what changes.
messages: $(VENV)/.test
	$(BIN)/python -m tools.catalogues update

# The tests that hold the documents to the code.
docs: $(VENV)/.test
	$(PYTEST) tests/docs

# Pictures of every page of every kind of bulletin, to look at.
pages: $(VENV)/.test
	GOV_COMMS_PICTURES=build/pages $(PYTEST) tests/bulletin/test_pages.py

# Write the page of clauses anew.  Commit what changes.
coverage: $(VENV)/.test
	$(BIN)/gov-comms --lang en coverage --format markdown > docs/coverage.md

# An environment of its own: what stands beside ours in the benchmark wants some older packages.
$(BENCH)/.bench: override VENV = $(BENCH)
$(BENCH)/.bench: pyproject.toml requirements/bench.txt
	$(call install,bench,$(PLUGINS))

bench: machine $(BENCH)/.bench
	$(BENCH)/bin/python -m benchmarks --history bench-history.jsonl --chart bench.svg

# Journals of a million entries, a hundred million records, ten thousand small offices; for a
# machine that has some hours.
bench-large: machine $(BENCH)/.bench
	$(BENCH)/bin/python -m benchmarks.journal 10000 1000000
	$(BENCH)/bin/python -m benchmarks.linear 10000 100000 1000000 10000000
	$(BENCH)/bin/python -m benchmarks.large
	$(BENCH)/bin/python -m benchmarks --offices 10000

# Every case of every shipped agency on DuckDB and on Spark, held against Polars, those of a period
# at once; takes an hour or two.
witnesses: $(VENV)/.test
	$(BIN)/python -m tools.witnesses

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
	$(COMPILE) --extra test --extra bench --output-file requirements/bench.txt
	$(COMPILE) --constraint requirements/test.txt --group plugins \
	           --output-file requirements/plugins.txt

clean:
	rm -rf $(VENV) $(BENCH) build dist demo-output .coverage .coverage.* htmlcov junit.xml \
	       .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
