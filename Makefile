# Social Goods. `make run` and `make test` are all a newcomer needs.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HOST ?= 127.0.0.1
export PORT ?= 8000
export PYTHONUNBUFFERED := 1
export PYTHONUTF8 := 1
# A real county beside the example has a folder of its own.
REAL := SOCIALGOODS_VAR=$${SOCIALGOODS_VAR:-var/county}
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: help run setup test check bench lock clean messages

help:
	@echo "make run     the county on http://$(HOST):$(PORT)/   (EMPTY=1 without the example, PORT=… HOST=…)"
	@echo "make test    everything that CI runs"
	@echo "make setup   installs $(BIN)/socialgoods"
	@echo "make check   format, lint, types, imports, migrations, translations"
	@echo "make bench   how fast it is, as a table and bench/results.json (ONLY=… one of them)"
	@echo "make lock    writes requirements*.txt anew, with hashes"
	@echo "make clean   removes what was installed and collected, never data"

run: $(VENV)/.runtime
	@$(if $(EMPTY),$(REAL)) $(BIN)/socialgoods serve --prepare $(if $(EMPTY),--empty)

setup: $(VENV)/.runtime

$(VENV)/.runtime: requirements.txt pyproject.toml requirements.in
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Social Goods needs Python 3.11 or newer. Name it: make $(MAKECMDGOALS) PYTHON=python3.11" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
	  { echo "Python's venv is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing what the site needs …"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/socialgoods makemigrations --check --dry-run
	$(BIN)/mypy
	scripts/check_messages
	scripts/vendor_frontend --check

test: $(VENV)/.dev
	@bash scripts/test $(TESTS)

bench: $(VENV)/.dev
	@$(BIN)/python -m bench.run $(ONLY)

messages: $(VENV)/.dev
	scripts/make_messages

lock: $(VENV)/.dev
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements-dev.txt requirements-dev.in

clean:
	rm -rf $(VENV) var/static var/static.stamp test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@echo "var stays: it holds the data."
