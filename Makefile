# `make run` shows the site, `make test` proves it. `make help` lists the rest.
# Everything below is relative to this folder, so `make -C anywhere run` works too.
.DEFAULT_GOAL := help
.PHONY: help run test quick check drill bench lock stop fast-tests format lint deploy-check chromium
MAKEFLAGS += --no-print-directory

PORT ?= 8000
JOBS ?= logical
PYTHON := .venv/bin/python
# pip neither asks nor tells about itself.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

# `exec`: the server ends with its parent, which is to be make and no shell between.
run: .venv/.development ## serve the site with demonstration data on http://127.0.0.1:8000 (PORT=…, DATABASE_URL=…)
	@PORT=$(PORT) exec $(PYTHON) manage.py serve_demonstration

test: .venv/.test chromium ## run the whole suite, on PostgreSQL and in a browser
	@$(PYTHON) -m pytest -n $(JOBS) --maxprocesses 8 --dist worksteal -m "not drill"

quick: format lint fast-tests ## what to run before each commit: format, lint, imports, system checks, fast tests

check: format lint deploy-check test ## what CI runs: quick, production's checks, missing migrations, all tests

drill: .venv/.test chromium ## faults, floods, long hypothesis runs: before a piece of work ends
	@$(PYTHON) -m pytest -n $(JOBS) --maxprocesses 8 --dist worksteal -m drill

bench: .venv/.test ## the pages' cost against a bare view on the same rows
	@DJANGO_SETTINGS_MODULE=ogpreports.settings.test $(PYTHON) -m tests.bench

stop: .venv/.development ## stop the embedded PostgreSQL of this folder
	@$(PYTHON) -m ogpreports.embedded_postgres stop

lock: .venv/.test ## lock requirements/*.in anew, with hashes, for every platform
	@for name in base development test; do \
		.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header -o requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

format: .venv/.test
	@.venv/bin/ruff format --check --quiet . || { echo "make: .venv/bin/ruff format . mends the format"; exit 1; }

lint: .venv/.test
	@.venv/bin/ruff check --quiet .
	@$(PYTHON) -m djlint --quiet --lint templates
	@.venv/bin/lint-imports --no-cache --no-logo
	@$(PYTHON) -W error manage.py check

fast-tests: .venv/.test
	@$(PYTHON) -m pytest -q -n $(JOBS) --maxprocesses 8 --dist worksteal -m "not browser and not drill"

# The values only let the settings load: nothing is connected to, and no secret is kept here.
deploy-check: .venv/.test
	@SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_urlsafe(64))") ALLOWED_HOSTS=reports.example.org \
		DATABASE_URL=postgresql://nobody@localhost/nothing EMAIL_URL=smtp://localhost:25 TRUSTED_PROXIES=127.0.0.1 \
		DJANGO_SETTINGS_MODULE=ogpreports.settings.production \
		$(PYTHON) -W error manage.py check --deploy --fail-level WARNING
	@$(PYTHON) -W error manage.py makemigrations --check --dry-run

chromium: # the one thing the tests need that pip does not bring; the headless shell costs a third of the others' time
	@command -v chromium-headless-shell >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq; \
		for name in chromium-headless-shell chromium; do \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$name \
				>/dev/null </dev/null && exit 0; \
		done; \
	fi; \
	for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	echo "make: Chromium is missing, so the browser tests will be left out; on Debian:" \
		"apt-get install chromium-headless-shell"

# A stamp is older than its lock when the lock has changed since: only then is anything installed.
.venv/.development: requirements/development.txt $(PYTHON)
	@$(PYTHON) -m pip install --quiet --require-hashes -r requirements/development.txt
	@touch $@

.venv/.test: requirements/test.txt .venv/.development
	@$(PYTHON) -m pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

# A shim may bear a name and start nothing, so each candidate has to prove itself.
$(PYTHON):
	@for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
		$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		exec $$name -m venv --clear .venv; \
	done; \
	echo "make: this needs Python 3.11 or newer with its venv module (Debian: apt-get install python3 python3-venv)" >&2; \
	exit 1
