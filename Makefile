# The words of the project: `make run`, `make test`, `make check`, `make bench`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := $(CURDIR)

.PHONY: install install-dev run test check verify hostile bench bench-engines lock assets clean

install: $(VENV)/.installed assets

install-dev: $(VENV)/.installed-dev assets

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock | $(VENV)/bin/python
	@echo "Installing what Gestores needs into $(VENV): about a minute"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@printf '#!%s\nimport sys\nsys.path.insert(0, "%s")\nfrom lms.bootstrap.command_line import main\nmain()\n' "$(CURDIR)/$(BIN)/python" "$(CURDIR)" > $(BIN)/lms && chmod +x $(BIN)/lms
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock | $(VENV)/.installed
	@echo "Installing what the tests need into $(VENV)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

assets: $(VENV)/.installed
	@$(BIN)/python -m lms.design.build

run: install
	@exec $(BIN)/lms run

test: install-dev
	@$(BIN)/python -m tests.support.run_everything

check: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet lms courses assessments certificates

verify: check test

hostile: install-dev
	HOSTILE_REQUESTS=100000 $(BIN)/pytest -q tests/architecture/test_hostile_requests.py

bench: install-dev
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.jobs
	@$(BIN)/python -m tests.bench.school sqlite

# With PostgreSQL and Redis on loopback, see tests/bench/transfer.py; a quarter of an hour.
bench-engines: install-dev
	@$(BIN)/python -m tests.bench.school postgres
	@$(BIN)/python -m tests.bench.transfer

lock:
	uv pip compile --quiet --no-header --generate-hashes --no-emit-index-url --universal --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --quiet --no-header --generate-hashes --no-emit-index-url --universal --python-version 3.11 --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) lms/design/static/dist
