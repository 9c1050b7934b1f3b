# Everything a person types. `make` alone says what there is.

PYTHON ?= python3
# `make test PYTEST="-k feeds"` runs some of the tests, `PYTEST=-n0` one at a time. There is one
# more at a time than processors: many wait for a browser or a server.
PYTEST ?= -n $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
# `make serve PORT=8001` shows the preview at another address.
PORT ?= 8000
# `make lock LOCK=--upgrade` moves every pin to the newest version allowed.
LOCK ?=

VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.runtime-ready
TEST_READY := $(VENV)/.test-ready
NPM_READY := tests/node_modules/.ready
IS_SUPPORTED := import sys; sys.exit(sys.version_info < (3, 11))

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test judge bench check proofread messages lock clean

# Material's notice about MkDocs 2 is answered by the bounds in pyproject.toml.
export NO_MKDOCS_2_WARNING := 1

# A virtual environment whose Python has gone, or is too old, is made anew.
ifneq ($(shell $(RUN) -c '$(IS_SUPPORTED)' 2>/dev/null && echo yes),yes)
$(shell [ -L $(VENV) ] || rm -f $(VENV)/pyvenv.cfg $(READY) $(TEST_READY))
endif

help: ## say what there is to type
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

site: $(READY) ## build the site into site/
	@$(RUN) -m mkdocs build --strict
	@echo "The site is ready: site/index.html. To look at it: make serve, then http://127.0.0.1:8000/"

serve: $(READY) ## show the site at http://127.0.0.1:8000/ (or PORT=8001) and follow every change
	@$(RUN) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

# Who asks for some of the tests waits for nothing else.
test: $(TEST_READY) $(NPM_READY) $(if $(findstring command,$(origin PYTEST)),,judge) ## check everything, as CI does: style, types, tests, browser
	@PYTHON=$(RUN) tests/system-packages.sh
	$(RUN) -m pytest $(PYTEST)

judge: $(TEST_READY)
	@PYTHON=$(RUN) tests/system-packages.sh
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m reuse lint --quiet || $(RUN) -m reuse lint
	PYTHONPATH=hooks $(RUN) tests/tools/proofread.py

bench: $(TEST_READY) ## time builds of N=1000 days of bulletins, beside Hugo and MkDocs where BENCH_PYTHON has them
	@PYTHONPATH=hooks $(RUN) tests/benchmarks/against_peers.py $(or $(N),1000)

check: $(READY) ## judge the texts without building the site
	@$(VENV)/bin/tolkku check

proofread: $(TEST_READY) ## spelling, terms, and whether the languages agree
	@tests/system-packages.sh
	@PYTHONPATH=hooks $(RUN) tests/tools/proofread.py

# Babel writes the clock, its own version and empty places for names into every header. They are
# taken out again (and the empty line at the end), so that a catalogue changes only with its words.
BABEL := $(RUN) -m babel.messages.frontend -q
POT := locales/messages.pot
undated = sed -e '/^"POT-Creation-Date:/d' -e '/^"PO-Revision-Date:/d' -e '/^"Generated-By:/d' \
  -e '/^"Project-Id-Version:/d' -e '/EMAIL@ADDRESS/d' -e '/LL@li\.org/d' -e '$${/^$$/d;}' $(1) > $(1).new && mv $(1).new $(1)

messages: $(READY) ## collect the site's own words into locales/<language>/ for translating
	@$(BABEL) extract --mapping-file=locales/babel.cfg --output-file=$(POT) \
	  --no-default-keywords \
	  --keywords='_ say say_number:1,2 gettext ngettext:1,2 pgettext:1c,2 npgettext:1c,2,3' \
	  --ignore-dirs='.* _* bulletins docs node_modules site tests' \
	  --add-comments=Translators: --add-location=file --sort-by-file --no-wrap \
	  --header-comment='# The words of Tolkku itself.' .
	@$(call undated,$(POT))
	@set -e; for folder in locales/*/; do \
	  language=$$(basename "$$folder"); \
	  catalogue="locales/$$language/LC_MESSAGES/messages.po"; \
	  mkdir -p "locales/$$language/LC_MESSAGES"; \
	  $(BABEL) update --input-file=$(POT) --output-file="$$catalogue" --locale="$${language%%-*}" \
	    --init-missing --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date --no-wrap; \
	  $(call undated,"$$catalogue"); \
	done

# The oldest Python supported makes the lock: what it needs, the newer ones may ignore. Only the
# public index is asked, whatever this computer's pip is set to, so that everyone gets one lock.
PIP_TOOLS := pip-tools==7.6.2
COMPILE = env -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null \
  CUSTOM_COMPILE_COMMAND='make lock' .venv-lock/bin/pip-compile --quiet --generate-hashes \
  --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(LOCK)

lock: ## pin every dependency, with hashes, as pyproject.toml allows
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "The lock is made with Python 3.11. Type: make lock PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check $(PIP_TOOLS)
	$(COMPILE) --output-file=requirements.txt pyproject.toml
	$(COMPILE) --extra=test --constraint=requirements.txt --output-file=requirements-test.txt \
	  pyproject.toml
	@echo "Looking whether the very first Python 3.11 could install it ..."
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check --dry-run --no-deps \
	  --ignore-installed --target .venv-lock/none --python-version 3.11.0 --require-hashes \
	  -r requirements-test.txt

clean: ## remove everything that was made here, the virtual environment too
	rm -rf $(VENV) .venv-lock .tolkku-cache site .site* build dist .mypy_cache .pytest_cache .ruff_cache
	rm -rf tests/node_modules
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c '$(IS_SUPPORTED)' 2>/dev/null || { \
	  echo "Tolkku needs Python 3.11 or newer. '$(PYTHON)' is: $$($(PYTHON) --version 2>&1)"; \
	  echo "If you have a newer one, name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@[ ! -L $(VENV) ] || { \
	  echo "$(VENV) is a symbolic link, and what it leads to would be emptied. Remove it."; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

# Each lock is installed when it has changed, and only then. Both share one environment: the test
# lock is the runtime lock and more.
install = $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<

# The editors' command. It finds the project by where it lies itself, so that a moved tree works.
$(VENV)/bin/tolkku: $(VENV)/pyvenv.cfg
	@printf '%s\n' '#!/bin/sh' 'project=$$(cd "$$(dirname "$$0")/../.." && pwd)' \
	  'PYTHONPATH="$$project/hooks" exec "$$project/$(RUN)" -m tolkku "$$@"' > $@
	@chmod +x $@

$(READY): requirements.txt $(VENV)/pyvenv.cfg $(VENV)/bin/tolkku
	@echo "Installing what the site needs into $(VENV)/ ..."
	@$(install)
	@touch $@

$(TEST_READY): requirements-test.txt $(VENV)/pyvenv.cfg $(VENV)/bin/tolkku
	@echo "Installing what the tests need into $(VENV)/ ..."
	@$(install)
	@touch $@ $(READY)

# What the tests use from npm, by its own lock. No package may run anything while it is installed.
$(NPM_READY): tests/package-lock.json tests/package.json tests/.npmrc
	@PYTHON=$(PYTHON) tests/system-packages.sh
	@echo "Installing what the tests need into tests/node_modules/ ..."
	@npm ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@
