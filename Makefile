# Two commands on a fresh machine: `make demo` and `make test`. Needs git, make and Python 3.11.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export HF_HUB_OFFLINE := 1

.PHONY: demo setup test check bench fuzz docs sample clean

demo: setup
	@$(BIN)/draftrace demo .

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@echo "Making the environment: about two minutes and 1.8 GB the first time."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# Format, lint, strict types, import contracts, generated docs.
check: setup
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m draftrace.cli.manual --check README.md

# Branch coverage of the pure rooms.
coverage: setup
	$(BIN)/python -m pytest -q --cov --cov-report=term-missing:skip-covered

bench: setup
	$(BIN)/python tests/bench/run.py

fuzz: setup
	$(BIN)/python tests/bench/fuzz.py

docs: setup
	$(BIN)/python -m draftrace.cli.manual README.md

# Play the sample negotiation anew and seal its records into sessions/ and corpus/.
sample: setup
	PYTHONPATH=tests $(BIN)/python -m sample.player

clean:
	rm -rf .draftrace sessions/journal.db* .pytest_cache .mypy_cache .ruff_cache .hypothesis
