# Social Goods. `make run` and `make test` are all a newcomer needs.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HOST ?= 127.0.0.1
export PORT ?= 8000
export PYTHONUNBUFFERED := 1

.PHONY: help run setup test check bench lock clean messages

help:
	@echo "make run     the county on http://$(HOST):$(PORT)/   (EMPTY=1 without the example, PORT=… HOST=…)"
	@echo "make test    everything that CI runs"
	@echo "make setup   installs $(BIN)/socialgoods"
	@echo "make check   format, lint, types, imports, migrations, translations"
	@echo "make bench   the figures of docs/figures.md"

run: $(VENV)/.runtime
	@$(if $(EMPTY),DATABASE_URL=$${DATABASE_URL:-sqlite:///var/county.sqlite3}) $(BIN)/socialgoods serve --prepare $(if $(EMPTY),--empty)

setup: $(VENV)/.runtime

$(VENV)/.runtime: requirements.txt pyproject.toml requirements.in
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the site needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/socialgoods makemigrations --check --dry-run
	$(BIN)/mypy
	scripts/check_messages

test: $(VENV)/.dev
	@bash scripts/test $(TESTS)

bench: $(VENV)/.dev
	@$(BIN)/python -m bench.run $(ONLY)

messages: $(VENV)/.dev
	scripts/make_messages

lock:
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements-dev.txt requirements-dev.in

clean:
	rm -rf $(VENV) var test-results .pytest_cache .mypy_cache .ruff_cache
