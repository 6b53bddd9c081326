# Everything a person needs: `make demo` and `make test` set up their own virtual environment.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.installed

.PHONY: demo test check lint types imports format bench model clean

demo: $(READY)  ## scan the sample messages; out/report.html is the page to look at
	@mkdir -p out
	$(BIN)/sidedoor scan sample_messages --output out/recommendations.jsonl --report out/report.html

test: $(READY)  ## run the tests
	$(BIN)/pytest

check: lint types imports test  ## what must hold before a commit

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## measure speed, memory and start; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.run

model: $(READY)  ## build the models in models/ again from the messages beside them (an hour on two cores)
	$(BIN)/python -m pip install --quiet -c constraints.txt --editable ".[train]"
	$(BIN)/sidedoor train

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip -c constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt --editable ".[files,fast,models,dev]"
	@touch $(READY)

clean:
	rm -rf $(VENV) out build dist
