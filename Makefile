# Two commands do everything from a bare clone: `make run` and `make test`.
export RASA_TELEMETRY_ENABLED = false
export SQLALCHEMY_SILENCE_UBER_WARNING = 1
export TF_CPP_MIN_LOG_LEVEL = 3
export RASA_CACHE_DIRECTORY = $(CURDIR)/var/cache
export PYTHONWARNINGS = ignore
PY = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check try preview publish rollback train evaluate compare bench lock setup clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup:
	@sh bot/bootstrap.sh

run: setup ## install what is missing, start what is live; prints the page's address
	@exec $(PY) -m bot run

test: setup ## install what is missing, then every test
	@$(PY) -m bot check
	@$(PY) -m bot train
	@$(PY) -m pytest tests $(ARGS)

check: setup ## read everything staff edit; says file, line and remedy (ARGS=--waiting, ARGS=--scenarios)
	@$(PY) -m bot check $(ARGS)

try: setup ## chat with the current release in the terminal; nothing is kept (ARGS="a message" tries one)
	@$(PY) -m bot try $(ARGS)

preview: setup ## what would change if data/ went live; nothing goes live
	@$(PY) -m bot preview $(ARGS)

publish: setup ## check, build, compare, and make data/ live without a restart
	@$(PY) -m bot publish $(ARGS)

rollback: setup ## make the release before the live one live again
	@$(PY) -m bot rollback $(ARGS)

train: setup ## for developers: build data/ as it is and make it live, unchecked
	@$(PY) -m bot train

evaluate: setup ## score the test sets and compare with the accepted figures
	@$(PY) -m bot evaluate $(ARGS)

bench: setup ## time this bot beside Rasa's defaults
	@$(PY) -m bot bench $(ARGS)

compare: setup ## understanding alone, beside Rasa's pipelines: accuracy, training, time, memory
	@$(PY) -m bot bench --compare $(ARGS)

lock: setup ## write requirements/*.txt anew from *.in
	@.venv/bin/uv pip compile -q --python $(PY) requirements/app.in -o requirements/app.txt --generate-hashes --no-header
	@.venv/bin/uv pip compile -q --python $(PY) requirements/uv.in -o requirements/uv.txt --generate-hashes --no-header

clean: ## remove what was built; conversations in var/ too
	@rm -rf var models .rasa results
