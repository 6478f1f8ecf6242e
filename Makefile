# make serve: the chat on the sample corpus.  make test: every test.  Both set up what they need the first time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPUS ?= corpus
INDEX ?= .index
PORT ?= 7860
N ?= 10
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help serve test torture lint bench-quick clean

help:  ## what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: $(VENV)/installed  ## index CORPUS and open the chat on PORT
	$(BIN)/article-qa serve --corpus $(CORPUS) --index $(INDEX) --port $(PORT)

test: $(VENV)/installed-dev  ## all tests
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

torture: $(VENV)/installed-dev  ## the fault tests N times, with other faults each time
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.faults --rounds $(N) $(if $(SEED),--seed $(SEED))

lint: $(VENV)/installed-dev  ## style and types
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench-quick: $(VENV)/installed-dev  ## speed of this machine, and what changes cost among 300 articles
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.life .bench/life-300 --articles 300

clean:  ## forget the environment and the index
	rm -rf $(VENV) $(INDEX) .bench .evaluation build *.egg-info

# torch comes first and pinned, so that no other package pulls in another build of it.
$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "article-qa needs Python 3.11 or newer: install it, or name it with PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' \
	  || { echo "article-qa needs Python's venv module: on Debian and Ubuntu, apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt torch
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@
