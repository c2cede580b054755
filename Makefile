# The only front door. Everything runs in .venv, which `make install` builds from hashed requirements.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
KITS ?= 100000
ASKS ?= 300
EXAMPLES ?= 60
SEED ?= 20261125
ENTRIES ?= 1000000
RECORDS ?= 1000000
NAMES ?= ../shared/data/names

.PHONY: help demo test install check rules mutants bench fuzz audit-deps smoke serve worker messages lock clean \
	chromium walls-mutants looks

help: ## What can be made
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 14

install: $(STAMP) ## .venv with everything, again only when the requirements have changed

$(STAMP): requirements/base.txt requirements/dev.txt pyproject.toml
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: install ## The story, served on this machine: addresses and sign-ins are printed
	$(BIN)/tansiq demo

serve: install ## The desk and the API
	$(BIN)/tansiq serve

worker: install ## Jobs and clocks
	$(BIN)/tansiq worker

smoke: install ## Start everything with an empty data directory, sign in, ask once, print the answer
	@$(BIN)/tansiq smoke

# Browser tests need Chromium: installed where that is possible without asking, else they skip (with CI=true they fail).
chromium:
	@if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
			|| echo "Chromium could not be installed: browser tests are skipped" >&2; \
	else echo "no Chromium: browser tests are skipped" >&2; fi

test: install chromium check ## Everything that a change must pass
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# With a data directory of its own: what somebody keeps on this machine is not touched.
# The types, which take longest, are looked at beside all else.
check: install ## Style, types, import contracts, migrations, charter packs, translations
	@data=$$(mktemp -d /tmp/tansiq-check.XXXXXX); chmod 711 $$data; types=; \
	trap 'kill $$types 2>/dev/null || :; rm -rf $$data' EXIT; \
	export TANSIQ_DATA_DIR=$$data/d; set -x; \
	$(BIN)/ruff check .; \
	$(BIN)/ruff format --check .; \
	$(BIN)/mypy src tools benchmarks >$$data/types 2>&1 & types=$$!; \
	$(BIN)/lint-imports; \
	$(BIN)/tansiq migrate; \
	$(BIN)/python manage.py makemigrations --check --dry-run; \
	$(BIN)/tansiq charter check; \
	$(BIN)/python tools/messages.py --check; \
	wait $$types || { cat $$data/types; exit 1; }; \
	types=; cat $$data/types

rules: install ## Each rule: its place in the code, its tests, its mutant, and walls changed since they were opened; build/rules.json
	@$(BIN)/python -m benchmarks.walls_record
	@$(BIN)/python tools/rules.py

mutants: install ## Take each guard out and run its tests; tests/mutants.json
	$(BIN)/python tools/mutants.py

walls-mutants: install ## Open each wall in turn and see whether the proof notices; tests/walls_mutants.json
	$(BIN)/python -m benchmarks.walls --mutants tests/walls_mutants.json

bench: install ## Figures: an ask at KITS kits, pages of the demo, the sealed log of ENTRIES entries, names among RECORDS from the folder NAMES; build/*.json
	mkdir -p build
	$(BIN)/python -m benchmarks.ask --kits $(KITS) --asks $(ASKS) --json build/ask.json
	$(BIN)/python -m benchmarks.pages --json build/pages.json
	$(BIN)/python -m benchmarks.log --entries $(ENTRIES) --json build/log.json
	@test -d $(NAMES) || echo "no folder $(NAMES): names and linking are left out"
	test ! -d $(NAMES) || $(BIN)/python -m benchmarks.names --records $(RECORDS) --json build/names.json \
	  --corpus $(NAMES)/bench_corpus_dev_100k.parquet --queries $(NAMES)/bench_queries_dev.jsonl.gz \
	  --pairs $(NAMES)/bench_pairs_dev.jsonl.gz
	test ! -d $(NAMES) || $(BIN)/python -m benchmarks.link --tables $(NAMES) --records $(RECORDS) --json build/link.json

looks: install chromium ## Every page at 1280 and 390 px, by day and by night, in both languages: axe, and a walk with Tab; build/axe.json
	TANSIQ_LOOKS=all $(BIN)/pytest tests/browser/test_pages.py

fuzz: install ## Every operation of the API at random as every member of the cast, EXAMPLES of each kind, from SEED
	TANSIQ_FUZZ_EXAMPLES=$(EXAMPLES) TANSIQ_FUZZ_SEED=$(SEED) $(BIN)/pytest src/tansiq/gateway/tests/test_api_at_random.py

audit-deps: install ## Known vulnerabilities of what is pinned; fails when anything was skipped; needs the network
	@$(BIN)/python tools/audit_deps.py

messages: install ## Collect what people read and compile the translations
	$(BIN)/python tools/messages.py

lock: ## requirements/*.txt anew from pyproject.toml, with hashes and without addresses; needs uv
	uv export --quiet --no-emit-project --no-dev --group build --format requirements-txt --no-header -o requirements/base.txt
	uv export --quiet --no-emit-project --all-groups --format requirements-txt --no-header -o requirements/dev.txt

clean: ## Remove what was built; data directories stay
	rm -rf build .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache
	find src tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} +
