# Two commands do all the set-up: make demo, make test. They need make, a supported Python and a package index.
# PYTHON=... chooses the interpreter; otherwise the first suitable one is taken.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
FIND_PYTHON := sh tools/find_python.sh
PARALLEL := -n auto --dist loadfile

# Tests start the command many times. Where this is set, each start compiles all modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-all browser lint bench families docs clean

demo: $(VENV)/.runtime
	@rm -rf $(DEMO)
	$(BIN)/fabric-planner init superpod-h100 --su 4 $(DEMO)/site
	$(BIN)/fabric-planner check $(DEMO)/site
	$(BIN)/fabric-planner plan $(DEMO)/site -o $(DEMO)/site.plan.json
	$(BIN)/fabric-planner audit $(DEMO)/site.plan.json
	$(BIN)/fabric-planner sheets $(DEMO)/site.plan.json -o $(DEMO)/sheets
	@echo
	@echo "Open $(DEMO)/sheets/index.html: crew/ (work of each crew and shift), racks/ (plugs of each rack), supplier/ (the order)."
	@echo "Change a file in $(DEMO)/site and run: $(BIN)/fabric-planner plan $(DEMO)/site -o $(DEMO)/site.plan.json"

test: $(VENV)/.test
	$(BIN)/python -m pytest $(PARALLEL) -m "not plan"

test-all: $(VENV)/.test
	$(BIN)/python -m pytest $(PARALLEL) --hypothesis-profile=ci

browser: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[browser]"
	BROWSER_TESTS=1 $(BIN)/python -m pytest tests/browser

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.runtime
	$(BIN)/python benchmarks/run.py

families: $(VENV)/.runtime
	$(BIN)/python benchmarks/families.py --write

docs: $(VENV)/.runtime
	$(BIN)/python tools/write_docs.py

clean:
	rm -rf $(VENV) $(DEMO) build dist *.egg-info

$(VENV)/.made: tools/find_python.sh tools/check_python.py
	@python=`$(FIND_PYTHON) $(PYTHON)` || exit 1; rm -rf $(VENV); "$$python" -m venv $(VENV) && touch $@

$(VENV)/.runtime: $(VENV)/.made setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch $@

$(VENV)/.lint: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[lint]"
	@touch $@
