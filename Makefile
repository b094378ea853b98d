# For GNU make and a POSIX sh.

VENV ?= .venv
# Expanded only where a set-up needs it: the first of the two that runs.
PYTHON ?= $(shell for p in python3.11 python3; do "$$p" -c '' 2>/dev/null && echo "$$p" && break; done)
# On Linux, PyPI's torch brings CUDA (3 GB); https://download.pytorch.org/whl/cpu does not.
TORCH_INDEX ?=
ARGS ?=

BIN := $(VENV)/bin

# The root holds a folder `datasets`: on sys.path it would hide Hugging Face's package of that name.
export PYTHONSAFEPATH := 1

.PHONY: help setup sandbox test coverage golden lint types check-course demo bench bench-tiny docs wheels clean FORCE

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile
	@printf '\nVariables: PYTHON, VENV=.venv, TORCH_INDEX=<extra index for torch>, ARGS=<more arguments for pytest or the benchmark>\n'

# ---- set-up

# Holds this folder's path once a set-up has finished (a venv cannot be moved), else `unfinished`.
STAMP := $(VENV)/.dlcourse-setup

setup: $(STAMP) ## make .venv with the command `dlcourse` and all that developing it needs (a minute or two)
	@echo 'Ready: $(BIN)/dlcourse'

ifneq ($(shell cat '$(STAMP)' 2>/dev/null),$(CURDIR))
$(STAMP): FORCE
endif

# Without this, an interrupted make deletes the stamp, and then cannot tell its own venv from someone else's.
.PRECIOUS: $(STAMP)

# -qq: no warnings, only errors.
PIP = '$(BIN)/python' -m pip install -qq --disable-pip-version-check --constraint constraints.txt

$(STAMP): pyproject.toml solutions/pyproject.toml constraints.txt $(wildcard .hatch/*.py)
	@set -eu; \
	fail() { printf 'make setup: %s\n' "$$@" >&2; exit 1; }; \
	if [ "$$(cat '$(STAMP)' 2>/dev/null)" = '$(CURDIR)' ] && '$(BIN)/python' -c '' 2>/dev/null; then \
		echo 'Updating $(VENV) ...'; \
	else \
		python='$(PYTHON)'; \
		"$${python:-python3}" -c '' 2>/dev/null \
			|| fail "$${python:-python3} does not run. Install Python 3.11 or newer, or say where it is: make setup PYTHON=/path/to/python"; \
		version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
			|| fail "$$python is Python $$version, dlcourse needs 3.11 or newer. Install one, or say where it is: make setup PYTHON=/path/to/python"; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null \
			|| fail "$$python cannot make virtual environments. On Debian and Ubuntu: apt-get install python$$version-venv"; \
		if [ -e '$(VENV)' ] && [ ! -e '$(STAMP)' ] && [ -n "$$(ls -A '$(VENV)')" ]; then \
			fail '$(VENV) exists and was not made by `make setup`. Remove it, or choose another place: make setup VENV=.venv-dlcourse'; \
		fi; \
		echo "Making $(VENV) with $$python ($$version) and installing dlcourse into it: a minute or two ..."; \
		mkdir -p '$(VENV)'; \
		echo unfinished >'$(STAMP)'; \
		find '$(VENV)/' -mindepth 1 -maxdepth 1 ! -name .dlcourse-setup -exec rm -rf {} +; \
		"$$python" -m venv '$(VENV)'; \
	fi; \
	echo unfinished >'$(STAMP)'; \
	{ $(PIP) hatchling && $(PIP) --no-build-isolation $(if $(TORCH_INDEX),--extra-index-url '$(TORCH_INDEX)') \
		--editable '.[dev]' --editable ./solutions; } \
		|| fail 'pip failed, see above. `make setup` starts again.'; \
	printf '%s\n' '$(CURDIR)' >'$(STAMP)'

sandbox: ## install bubblewrap, the sandbox around student code while grading (Debian, Ubuntu)
	@command -v bwrap >/dev/null || { sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq bubblewrap >/dev/null; }
	@bwrap --version

# ---- checks

test: $(STAMP) ## run the tests of dlcourse itself; ARGS="-k wheel" adds arguments for pytest
	'$(BIN)/python' -m pytest -n auto --dist worksteal $(ARGS)

coverage: $(STAMP) ## run the tests, then show which part of the code they run; ARGS as for `test`
	'$(BIN)/python' -m pytest -n auto --dist worksteal --cov --cov-report= $(ARGS)
	'$(BIN)/coverage' report

golden: $(STAMP) ## write the golden panels of tests/cli/golden again; then read the diff
	DLCOURSE_GOLDEN=1 '$(BIN)/python' -m pytest -q tests/cli/test_panels.py

lint: $(STAMP) ## check format, style and spelling (ruff, codespell), metadata (validate-pyproject), layers (import-linter)
	'$(BIN)/ruff' format --check .
	'$(BIN)/ruff' check .
	'$(BIN)/codespell'
	'$(BIN)/validate-pyproject' pyproject.toml solutions/pyproject.toml
	PYTHONPATH=.dev '$(BIN)/lint-imports' --no-cache

types: $(STAMP) ## check the types of the engine and the command (mypy --strict)
	'$(BIN)/python' -m mypy

check-course: $(STAMP) ## prove the course: each solution passes, each stub gets nothing, each mistake is caught
	'$(BIN)/dlcourse' dev check --seeds 2

# ---- runs and products

demo: $(STAMP) ## check a student's half-finished week, then grade a sample class of 12
	'$(BIN)/python' -P tests/demo/run.py

bench: $(STAMP) ## measure the grader against nbgrader, plain pytest and `import torch`; ARGS="--only start"
	'$(BIN)/python' -P tests/benchmarks/run.py $(ARGS)

bench-tiny: $(STAMP) ## run each row of the benchmark once with a few students: shows only that it can be measured
	'$(BIN)/python' -P tests/benchmarks/run.py --tiny

docs: $(STAMP) ## write docs/commands.md, the help of every command
	'$(BIN)/python' -P docs/commands.py
	'$(BIN)/dlcourse' dev syllabus --out docs/syllabus.md

wheels: $(STAMP) ## build the student's and the instructor's package into dist/
	rm -rf keys dist/dlcourse-*.whl dist/dlcourse_instructor-*.whl
	'$(BIN)/dlcourse' dev keys --out keys
	'$(BIN)/python' -m build --wheel --no-isolation --outdir dist .
	'$(BIN)/python' -m build --wheel --no-isolation --outdir dist solutions

clean: ## remove what the other targets made, except .venv
	rm -rf keys dist .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -path './.venv*' -prune -o -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
