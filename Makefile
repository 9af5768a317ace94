# Everything here works on a machine with git, make and Python 3.11: the rest is installed into .venv.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup readers demo test lint types contracts messages docs tests mutants torture bench bench-peers pictures lock clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/'

setup: .venv/ready ## make the environment from the lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q .venv/lib src
	touch $@

readers: setup ## install what reads back pages, workbooks and backups, where that is allowed
	@$(BIN)/python tools/readers.py

demo: setup ## run the main job on an example ledger and print the Friday report
	rm -rf build/demo
	$(BIN)/kam demo --into build/demo

test: setup readers lint types contracts messages docs tests ## pass everything that CI asks for

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports --no-cache

messages: setup ## check that the Chinese catalogue is complete and compiled
	$(BIN)/python tools/messages.py --check

docs: setup ## check that the documents say what the program does
	$(BIN)/python tools/documents.py --check

tests: setup
	$(BIN)/python -m pytest --cov --cov-report=term --cov-fail-under=95

mutants: setup ## change the rules one by one and see that a test notices
	$(BIN)/python tools/mutants.py

torture: setup ## break everything many times, lose nothing, and write the counts into docs/trust.md
	$(BIN)/python tools/torture.py
	KAM_FUZZ=each $(BIN)/python -m pytest -q tests/test_fuzzing.py
	KAM_FUZZ=each $(BIN)/python tests/fuzzing.py

bench: setup ## measure speed and scale, and write benchmarks/RESULTS.md
	$(BIN)/python benchmarks/run.py

bench-peers: setup ## the same, beside the programs that do the like
	apt-get install -y --no-install-recommends taskwarrior hledger
	$(PYTHON) -m venv build/peers
	build/peers/bin/pip install -q sqlite-utils buku jrnl todoman
	$(BIN)/python benchmarks/run.py

pictures: setup ## draw the pictures of the README anew
	$(BIN)/python tools/pictures.py

lock: setup ## make the lock anew from pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --extra crypt --extra dev --extra mail --no-emit-find-links --no-emit-index-url \
	  --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean: ## remove what was made
	rm -rf .venv build dist kam-demo
