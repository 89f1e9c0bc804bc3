# 两条命令：make ask q="…" 提问，make test 测试。第一次运行会自动建好 .venv。make serve 启动服务。
# Two commands: make ask q="…" and make test. The first run makes .venv. make serve: the service.
# 有真模型时：make llm GGUF=模型.gguf。/ With a real model: make llm GGUF=model.gguf.

PYTHON ?= python3
q ?= 2023年优良天数是多少？
BIN := .venv/bin

.PHONY: ask serve test llm bench clean

# The question goes through the environment: no shell reads it.
ask: export YOUJU_QUESTION := $(value q)
ask: .venv/.installed
	@$(BIN)/youju ask -- "$$YOUJU_QUESTION"

serve: .venv/.installed
	@$(BIN)/youju serve $(if $(PORT),--port $(PORT))

test: .venv/.installed-dev
	@scripts/install_test_services.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@# It starts hundreds of processes: none shall compile everything anew.
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# End to end with a real model: make llm GGUF=path/to/model.gguf
llm: .venv/.installed-dev
	@test -f "$(GGUF)" || { echo "用法：make llm GGUF=模型.gguf  / usage: make llm GGUF=model.gguf" >&2; exit 2; }
	@$(BIN)/pip install -qq -e ".[dev,llm]"
	YOUJU_TEST_GGUF="$(abspath $(GGUF))" $(BIN)/pytest -m llm -rs

bench: .venv/.installed-dev
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.reader
	$(BIN)/python -m bench.retrieval
	$(BIN)/python -m bench.llm
	$(BIN)/python -m bench.claims
	$(BIN)/python -m bench.checking
	$(BIN)/python -m bench.service
	$(BIN)/python -m bench.page

# PyTorch's CPU build comes first: otherwise sentence-transformers would draw in a CUDA build.
.venv/.installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "youju 需要 Python 3.11 或更新：make PYTHON=python3.11 …  / youju needs Python 3.11 or newer" >&2; exit 1; }
	@echo "正在安装（约几分钟，只此一次）… / Installing (a few minutes, once) …" >&2
	@$(BIN)/pip install -qq --upgrade pip
	@$(BIN)/pip install -qq torch==2.13.0
	@$(BIN)/pip install -qq -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	@$(BIN)/pip install -qq -e ".[dev]"
	@touch $@

clean:
	rm -rf .venv dist
