# What developers run often. On a bare machine ./run and ./test need none of this.
PY = .venv/bin/python
UV ?= uv
LOCK = $(UV) pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate -q -p 3.11

.PHONY: check format lint types templates migrations words bench full messages lock

# make -k check goes on after the first complaint.
check: format lint types templates migrations words

format:
	$(PY) -m ruff format --check .

lint:
	$(PY) -m ruff check .

types:
	$(PY) -m mypy

templates:
	$(PY) -m djlint templates --check --lint --quiet

migrations:
	APP_ENV=test $(PY) manage.py makemigrations --check --dry-run

words:
	$(PY) locale/check.py

bench:
	$(PY) benchmarks/run.py

# The slow property and fault suites, in full, and ./run from nothing.
full:
	WASL_FULL=1 ./test

messages:
	$(PY) locale/check.py --update

# One resolution for everything, then cut per purpose so that each installs alone, by uv or plain pip.
lock:
	$(LOCK) --all-extras -o requirements/all.lock
	$(LOCK) -c requirements/all.lock -o requirements/run.lock
	$(LOCK) -c requirements/all.lock --extra production -o requirements/production.lock
	$(LOCK) -c requirements/all.lock --extra test -o requirements/test.lock
