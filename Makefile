# make serve    open the dashboard on this machine (PORT=5006 STUDY=folder PAPERS=folder)
# make test     every check and test
# make check    the quick checks: style, types, spelling, layers, the studies themselves
# make bench    the figures of benchmarks/
# make screenshots   the pictures in docs/pictures/
# make lock     pin the newest allowed packages again
# make clean    remove what the other targets made

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve test check bench screenshots lock clean

# The first Python of at least 3.11 on this machine; `make serve PYTHON=...` names another.
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3.14 python3,$(shell $(p) $(NEW_ENOUGH) 2>/dev/null && echo $(p))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

help:
	@sed -n 's/^# \(make.*\)/\1/p' Makefile

$(BIN)/python:
	@test -n "$(PYTHON)" && $(PYTHON) $(NEW_ENOUGH) || { \
	  echo "policylab needs Python 3.11 or newer; found: $$($(or $(PYTHON),python3) --version 2>/dev/null || echo none)." \
	    "Install one, or say where it is: make serve PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# The stamps make the second start quick: they are older than the file they stand for only after a change.
$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Setting up .venv: the first time takes a minute or two."
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Adding what the tests need."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

serve: $(VENV)/.run
	@$(BIN)/policylab serve $(if $(PORT),--port $(PORT)) $(if $(STUDY),--study "$(STUDY)") $(if $(PAPERS),--papers "$(PAPERS)")

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/codespell src tests docs dashboards scenarios benchmarks *.md
	$(BIN)/lint-imports --no-cache
	$(BIN)/policylab check

test: check
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist worksteal $(ARGS)

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.browser.screenshots

# The pins must not depend on the settings of the machine that makes them, nor name where packages come from.
LOCK = PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL= CUSTOM_COMPILE_COMMAND="make lock" \
  $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: $(VENV)/.dev
	$(LOCK) -o requirements.txt pyproject.toml requirements.in
	$(LOCK) -o requirements-dev.txt -c requirements.txt pyproject.toml requirements.in requirements-dev.in

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.egg-info' -type d -prune -exec rm -rf {} +
