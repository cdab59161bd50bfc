# Two commands do everything on a machine with a Swift toolchain: `make lab` and `make test`.

EXPERIMENTS = echo
PREFIX ?= /usr/local
RELEASE = .build/release
TOOLS = $(notdir $(wildcard Tools/*))

.PHONY: help lab $(EXPERIMENTS) build test test-build test-packages test-workspace check deps docs format install clean

help: ## what can be made
	@awk -F ':.*## ' '/^[^\t#]*:.*## / { sub(/\$$\(EXPERIMENTS\)/, "$(EXPERIMENTS)", $$1); printf "  %-10s %s\n", $$1, $$2 }' \
	  $(firstword $(MAKEFILE_LIST))

lab: build ## run every experiment of the lab
	$(RELEASE)/lab run all

$(EXPERIMENTS): build ## run one experiment
	$(RELEASE)/lab run $@

build: ## compile the libraries and tools, optimised
	@scripts/install-dependencies
	swift build -c release

test: test-packages test-workspace ## compile and run every test

test-build:
	@scripts/install-dependencies --tests
	swift build --build-tests

# The tests of the workspace itself compile outside projects; they come after those that look at the time.
test-packages: test-build
	swift test --skip-build --skip '^WorkspaceTests\.'

test-workspace: test-build
	swift test --skip-build --filter '^WorkspaceTests\.'

check: ## hold the workspace against its own rules
	@scripts/check

deps: ## install what is missing beside the Swift toolchain
	@scripts/install-dependencies --tests

docs: ## write docs/rfc.md anew from the sources
	scripts/rfc-index

format: ## format the Swift sources
	swift format --in-place --parallel --recursive --configuration .swift-format Package.swift Packages Tools Tests

install: build ## install the tools and their manual pages below PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(TOOLS:%=$(RELEASE)/%) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(foreach tool,$(TOOLS),Tools/$(tool)/$(tool).1) $(DESTDIR)$(PREFIX)/share/man/man1

clean: ## remove what was built and what the lab wrote
	rm -rf .build build Packages/*/.build
