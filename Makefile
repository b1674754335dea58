# make run: the console; make test: every test; make check: format, lint, types, import rules; make bench: speed against bare libraries
# make fuzz: 20,000 spoilt exports; make translations: what the window says, for translating; make pictures: those of the README
SHELL := bash
export PYTHON ?= python3
PY := .venv/bin/python
JOBS ?= 2
ZONES := UTC America/Los_Angeles
LUPDATE := -no-obsolete -locations none -source-language zh_CN -target-language en

.PHONY: run test check bench fuzz translations pictures setup-run setup-test

run: setup-run
	@$(PY) main.py $(ARGS)

test: setup-test
	@$(PY) -m pytest -q -n $(JOBS) --dist loadgroup $(ARGS)
	@for zone in $(if $(ARGS),,$(ZONES)); do echo "tests/console, TZ=$$zone"; \
	  ZHONGKONG_TESTS_TZ=$$zone $(PY) -m pytest -q -n $(JOBS) --dist loadgroup tests/console || exit 1; done

check: setup-test
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -m pytest -q -p no:cacheprovider tests/test_imports.py

bench: setup-test
	@$(PY) -m tests.benchmarks $(ARGS)

fuzz: setup-test
	@$(PY) -m tests.fuzz $(ARGS)

translations: setup-test
	@.venv/bin/pyside6-lupdate $(LUPDATE) $$(find widgets -name '*.py' | sort) -ts resources/i18n/en.ts

pictures: setup-test
	@$(PY) -m tests.pictures $(ARGS)

setup-run:
	@.ci/setup run

setup-test:
	@.ci/setup test
