# Jieyi 街议. `make run` and `make test` set everything up by themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

ORACLES := build/oracles

.PHONY: setup run test bench soak lint constraints oracles

setup: $(STAMP)

$(STAMP): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jieyi needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: $(STAMP)
	@exec $(BIN)/jieyi serve

test: $(STAMP)
	$(BIN)/python -m pytest

# Other people's counting libraries, which tests/oracles ask; without them those tests are skipped.
oracles: $(ORACLES)/.installed

$(ORACLES)/.installed: tests/oracles/requirements.txt
	test -x $(ORACLES)/bin/python || $(PYTHON) -m venv $(ORACLES)
	$(ORACLES)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks $(if $(ONLY),--only $(ONLY))

soak: $(STAMP)
	$(BIN)/python -m tests.soak

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Names, versions and hashes, for every system: run after a change of the lower bounds (needs `pip install uv`).
constraints:
	uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header --output-file constraints.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --output-file tests/oracles/requirements.txt tests/oracles/requirements.in
