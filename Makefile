# make run   sets everything up and starts pilcrow
# make test  installs what the tests need and runs all of them
# make check is what CI runs: format, lint, types, import contracts, tests with coverage

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest -n 2 -q

.PHONY: run test check format lint types contracts catalogues pictures benchmark quality lock clean
.DEFAULT_GOAL := run

$(VENV)/created:
	@test -n "$(PYTHON)" || { echo "Pilcrow needs Python 3.11 or newer; none was found."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot make virtual environments; on Debian: apt install python3-venv"; exit 1; }
	@touch $@

# Wheels are checked against the hashes in requirements/, so what is installed is what was tested.
$(VENV)/run: requirements/run.txt pyproject.toml | $(VENV)/created
	@echo "Installing Pilcrow into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/run
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

run: $(VENV)/run
	@$(BIN)/pilcrow

test: $(VENV)/dev
	@$(PYTEST)

check: lint types contracts $(VENV)/dev
	@$(BIN)/python -m coverage erase
	@$(PYTEST) --cov --cov-report=term
	@$(BIN)/coverage report --include='knowledge/*' --fail-under=100 >/dev/null || { echo "knowledge/ is not covered to 100 %"; exit 1; }
	@$(BIN)/coverage report --include='bot/*' --fail-under=90 >/dev/null || { echo "bot/ is not covered to 90 %"; exit 1; }

format: $(VENV)/dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: $(VENV)/dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/codespell

types: $(VENV)/dev
	@$(BIN)/pyright

contracts: $(VENV)/dev
	@$(BIN)/lint-imports

# After a text or a command has changed: write bot/locales anew, and compile it.
catalogues: $(VENV)/dev
	@$(BIN)/python -m tests.catalogues

# The pictures of the README, taken of `pilcrow preview` in a Chromium without a window.
pictures: $(VENV)/dev
	@$(BIN)/python -m tests.preview.pictures

benchmark: $(VENV)/dev
	@$(BIN)/python -m benchmarks.speed
	@$(BIN)/python -m benchmarks.startup

quality: $(VENV)/dev
	@$(BIN)/python -m benchmarks.quality

# For maintainers: read the newest versions that fit pyproject.toml into requirements/.
lock: $(VENV)/created
	@$(PIP) install uv
	@for set in run:build dev:dev; do \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate \
			--custom-compile-command "make lock" --python-version 3.11 --upgrade \
			pyproject.toml --extra build --extra $${set#*:} -o requirements/$${set%:*}.txt; done

clean:
	@rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
