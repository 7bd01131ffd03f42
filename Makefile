# 述评。make demo 试用，make crowd 请来模拟代表，make test 跑测试，make test-all 跑全部测试。
PY := .venv/bin/python
CODE ?=
SEATS ?= 60
PACE ?= 1

.PHONY: help install demo cluster crowd reset test test-all check bench screenshots

help:
	@echo "make demo     建环境、建库、导入演示会议并启动（第一次要几分钟）"
	@echo "make crowd    另开一个终端：60 位模拟代表进场（SEATS=人数 PACE=快慢 CODE=会议编号）"
	@echo "make cluster  几个服务进程、PostgreSQL、Redis、nginx 一起启动（PORT=端口 PROCESSES=个数 SPREAD=client DATA_DIR=目录）"
	@echo "make reset    清空演示数据，重新开始（会先问）"
	@echo "make test     安装测试工具，跑不需要别的服务程序的测试"
	@echo "make test-all 再装 PostgreSQL、Redis、nginx，跑全部测试"
	@echo "make check    只查写法和类型"
	@echo "make bench    测速（1000 部手机）"
	@echo "make screenshots   把所有页面和大屏场景按各种尺寸拍成图片，放在 screenshots/"

install:
	@scripts/setup.sh

demo: install
	@$(PY) -m app demo

cluster: install
	@$(PY) -m deploy.cluster

crowd: install
	@$(PY) -m app crowd $(CODE) --seats $(SEATS) --pace $(PACE)

reset: install
	@$(PY) -m app reset

test:
	@scripts/setup.sh tests
	@scripts/test.sh

test-all:
	@scripts/setup.sh all
	@scripts/test.sh all

check:
	@scripts/setup.sh tests
	@$(PY) -m ruff check . && $(PY) -m mypy

bench:
	@scripts/setup.sh tests
	@$(PY) -m bench ballots --seats 1000 --baseline

screenshots:
	@scripts/setup.sh tests
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(PY) -m tests.walk.camera screenshots
