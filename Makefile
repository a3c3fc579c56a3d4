# Two commands do all the set-up: `make report` (the main job) and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STUDY ?=
PATHS := src tests notebooks benchmarks

.PHONY: report test check fix lab bench calibration clean help lock
.DEFAULT_GOAL := help

report: $(VENV)/.run ## set up if needed, write demonstration exports if there is no other study, build, report
	@$(BIN)/declic demo --if-needed
	@$(BIN)/declic report $(STUDY)

test: check ## set up if needed, then everything CI runs
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev ## lint, format, types, generated files: changes nothing
	$(BIN)/ruff check $(PATHS)
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/mypy

fix: $(VENV)/.dev ## repair what can be repaired: lint, format, generated files
	-$(BIN)/ruff check --fix $(PATHS)
	$(BIN)/ruff format $(PATHS)
	$(BIN)/python tests/conventions/generated.py

lab: $(VENV)/.lab ## open JupyterLab in the notebooks folder
	$(BIN)/declic lab

bench: $(VENV)/.dev ## slow measurements, as ratios in one run
	$(BIN)/python benchmarks/run.py

calibration: $(VENV)/.dev ## coverage and false claims of every method, into docs/calibration.md (a quarter of an hour)
	$(BIN)/python benchmarks/calibrate.py

clean: ## remove the environment and what was computed (never raw answers)
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis build src/*.egg-info
	find data/processed outputs -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

# One environment in three sizes; each lock holds exact versions and hashes.
$(VENV)/.run: requirements.lock pyproject.toml
	@$(call install,requirements.lock)
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	@$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/.run

$(VENV)/.lab: requirements-lab.lock pyproject.toml
	@$(call install,requirements-lab.lock)
	@touch $@ $(VENV)/.dev $(VENV)/.run

define install
	set -e; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }; \
	if command -v uv >/dev/null 2>&1; then \
	  test -x $(BIN)/python || uv venv -q --python $(PYTHON) $(VENV); \
	  uv pip install -q --python $(BIN)/python --require-hashes -r $(1); \
	  uv pip install -q --python $(BIN)/python --no-deps -e .; \
	else \
	  test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1); \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .; \
	fi
endef

lock: ## resolve the locks again (needs uv)
	uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml $(LOCK) --extra dev -o requirements-dev.lock
	uv pip compile pyproject.toml $(LOCK) --extra dev --extra lab -o requirements-lab.lock
LOCK := -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
