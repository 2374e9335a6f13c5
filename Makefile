# Two commands on a fresh machine: `make demo` and `make test`. Needs git, make and Python 3.11.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export HF_HUB_OFFLINE := 1

.PHONY: demo setup test test-browser test-office check bench fuzz docs screens sample clean

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

# What LibreOffice, Chromium, the W3C's HTML checker and Microsoft's Open XML validator make of our
# files, and the terminal room under tmux. They are installed for this target only, in the system
# where this may be done; what is missing skips its tests, saying so.
OFFICE := .office

test-office: setup $(OFFICE)/.ready
	DRAFTRACE_CHECKERS=$(OFFICE)/node_modules DRAFTRACE_PICTURES=$(OFFICE)/pictures \
		$(BIN)/python -m pytest -ra tests/office tests/tui/test_under_tmux.py
	@echo "Look at the pages in $(OFFICE)/pictures before you say that they look right."

$(OFFICE)/.ready: tests/office/package.json
	@mkdir -p $(OFFICE)
	-@command -v tmux >/dev/null || { apt-get update -qq && apt-get install -qq -y tmux; }
	-@command -v soffice chromium >/dev/null || { apt-get update -qq && apt-get install -qq -y \
		--no-install-recommends libreoffice-writer python3-uno chromium default-jre-headless; }
	@cp tests/office/package.json $(OFFICE)/
	-@npm install --silent --ignore-scripts --no-audit --no-fund --prefix $(OFFICE)
	@touch $@

# The room in headless Chromium. Both are brought for this target only, where this may be done;
# what is missing skips the test, saying so. Pictures of the pages lie in .browser/pictures.
BROWSER := .browser

test-browser: setup $(BROWSER)/.ready
	DRAFTRACE_PLAYWRIGHT=$(abspath $(BROWSER)) DRAFTRACE_PICTURES=$(abspath $(BROWSER))/pictures \
		$(BIN)/python -m pytest -ra tests/browser

$(BROWSER)/.ready: tests/browser/package.json tests/browser/package-lock.json
	@mkdir -p $(BROWSER)
	-@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -qq -y \
		--no-install-recommends chromium; }
	@cp tests/browser/package.json tests/browser/package-lock.json $(BROWSER)/
	-@npm ci --silent --no-audit --no-fund --prefix $(BROWSER)
	@touch $@

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

# Look at every screen of the room anew: what the tests keep of it, and the README's pictures.
screens: setup
	PYTHONPATH=tests $(BIN)/python -m looks
	@echo "Look at what changed (git diff tests/looks/kept; exports/screens) before you commit it."

# Play the sample negotiation anew and seal its records into sessions/ and corpus/.
sample: setup
	PYTHONPATH=tests $(BIN)/python -m sample.player

clean:
	rm -rf .draftrace sessions/journal.db* .pytest_cache .mypy_cache .ruff_cache .hypothesis $(OFFICE) $(BROWSER)
