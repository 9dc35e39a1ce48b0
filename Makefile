# make site | make test | make lint | make lock | make clean
PYTHON ?= python3
BIN    := .venv/bin

.PHONY: site serve test lint lock clean
.DELETE_ON_ERROR:

site: .venv/site.stamp
	$(BIN)/paper-archive build

serve: .venv/site.stamp
	$(BIN)/mkdocs serve

test: .venv/dev.stamp
	$(BIN)/pytest -n auto --dist loadgroup

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

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

# Both locks hold for Python 3.11 to 3.13 on every platform. UPGRADE=--upgrade takes newer versions.
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet $(UPGRADE)
lock:
	uv pip compile $(LOCK) --extra build pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .cache site site_src/pages
