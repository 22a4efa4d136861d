# Everything sets itself up: a machine needs Python 3.11 and make, nothing of ours.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN = .venv/bin

.PHONY: help demo test check docs bench messages format clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: .venv/.ready messages  ## a populated system with synthetic data, in the browser
	$(BIN)/berdaya demo $(ARGS)

test: .venv/.ready messages  ## every test, on SQLite and on PostgreSQL
	$(BIN)/python tools/run_tests.py $(ARGS)

check: .venv/.ready  ## linters, types, order of rooms, translations, migrations
	tools/check

docs: .venv/.ready messages  ## the manual, in docs/_build
	$(BIN)/python tools/print_docs.py
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build
	@echo "docs/_build/index.html"

bench: .venv/.ready messages  ## how fast it scores, imports and answers, as ratios
	$(BIN)/python -m benchmarks.scoring --big 70000000
	$(BIN)/python -m benchmarks.imports
	$(BIN)/python -m benchmarks.rescoring
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.numbers
	$(BIN)/python -m benchmarks.groups
	tools/with_postgres $(BIN)/python -m benchmarks.imports
	tools/with_postgres $(BIN)/python -m benchmarks.rescoring
	tools/with_postgres $(BIN)/python -m benchmarks.pages
	tools/with_postgres $(BIN)/python -m benchmarks.numbers
	tools/with_postgres $(BIN)/python -m benchmarks.groups

messages: .venv/.ready  ## translations, from the .po files
	@$(BIN)/python tools/messages.py compile

format: .venv/.ready  ## the code as ruff writes it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## take away all that make has made
	rm -rf .venv docs/_build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/.ready: requirements.lock pyproject.toml hatch_build.py
	@tools/setup "$(PYTHON)"
