SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo test thorough check parity kills fuzz bench nation click generated pictures format clean

BIN := .venv/bin
DIR ?= demo-2570
N ?= 1000
BENCH_N ?= 1000
OFFICES ?= 4
EACH ?= 400
SEED ?= 2570

help: ## list what can be asked
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## make .venv with the project and its tools
	@scripts/setup

demo: setup ## play a whole year on a sample office into demo-2570 (another place: DIR=...)
	@if [ -e "$(DIR)/.emenscr-demo" ]; then rm -rf -- "$(DIR)"; fi
	@$(BIN)/emenscr-xl demo "$(DIR)"
	@touch "$(DIR)/.emenscr-demo"

test: ## everything: install what is missing, check, run the tests
	@scripts/setup --test-tools
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest -n 2

thorough: ## the same without leaving out any of what repeats itself: every return in a live application, and so on
	@EMENSCR_XL_THOROUGH=1 $(MAKE) --no-print-directory test

check: setup ## lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

parity: setup ## judge N random submissions (seed SEED) in LibreOffice and by the core: N=10000
	@scripts/setup --test-tools
	@cd tests && ../$(BIN)/python -m parity $(N) $(SEED)

kills: setup ## kill jobs at random moments, N times (seed SEED), and look for harm: N=200
	@cd tests && ../$(BIN)/python -m kills $(N) $(SEED)

fuzz: setup ## damage N returns at random (seed SEED), and look for one that is read wrongly or refused rudely: N=200000
	@cd tests && ../$(BIN)/python -m fuzz $(N) $(SEED)

generated: setup ## docs/reference, docs/rules.md, the guide's lines and workbook_templates/built, from the definition
	$(BIN)/emenscr-xl describe docs
	$(BIN)/python scripts/guide.py
	$(BIN)/emenscr-xl blank workbook_templates/built

pictures: ## docs/images, drawn from the demonstration's workbooks
	@scripts/setup --test-tools
	$(BIN)/python scripts/pictures.py

bench: setup ## how fast everything is here, beside other ways, up to BENCH_N returns (5000: growth too)
	@scripts/setup --test-tools
	@cd tests && ../$(BIN)/python -m benchmarks $(BENCH_N)

nation: setup ## the figures of docs/guide/nation.md, measured on OFFICES offices of EACH returns
	@cd tests && ../$(BIN)/python -m benchmarks.nation $(OFFICES) $(EACH)

click: setup ## how long a click in Excel takes, from a cold Python to the first painted cell, in LibreOffice
	@scripts/setup --test-tools
	@cd tests && ../$(BIN)/python -m benchmarks.click

format: setup ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove caches and build leftovers; .venv, node_modules and demos stay
	@rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find emenscr_xl workbook_templates macros tests -name __pycache__ -type d -prune -exec rm -rf {} +
