# Two commands do everything on a machine with a Swift toolchain: `make lab` and `make test`.

EXPERIMENTS = echo handshake port-bomb fd-leak close-wait half-close words multiplex prefork loss ping ustack-client \
  ustack-server \
  backlog syn-flood slow-reader nagle keepalive time-wait rst \
  mtu arp blocked-loop reorder offload bufferbloat
PREFIX ?= /usr/local
RELEASE = .build/release
TOOLS = $(notdir $(wildcard Tools/*))
BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
MAN = $(SHARE)/man
BASH = $(SHARE)/bash-completion/completions
ZSH = $(SHARE)/zsh/site-functions
FISH = $(SHARE)/fish/vendor_completions.d
# Where Wireshark looks for programs that capture: `tshark -G folders` says.
EXTCAP ?= $(PREFIX)/lib/wireshark/extcap

.PHONY: help lab control $(EXPERIMENTS) build test test-build test-packages test-workspace bench bench-stack bench-codec \
  bench-start pictures compose-test fuzz simulate check api api-check \
  deps docs docs-html format install install-built uninstall static deb deb-test newcomer-test clean

help: ## what can be made
	@awk -F ':.*## ' '/^[^\t#]*:.*## / { sub(/\$$\(EXPERIMENTS\)/, "$(EXPERIMENTS)", $$1); printf "  %-13s %s\n", $$1, $$2 }' \
	  $(firstword $(MAKEFILE_LIST))

lab: build ## run every experiment of the lab
	$(RELEASE)/lab run all

control: build ## run every experiment with its phenomenon taken away: what it claims must fail then
	$(RELEASE)/lab run all --control

$(EXPERIMENTS): build ## run one experiment
	$(RELEASE)/lab run $@

# The Swift runtime goes into each tool: it starts in half the time, keeps 3 MiB less in memory, and runs where no
# toolchain is.
build: ## compile the libraries and tools, optimised
	@scripts/install-dependencies
	swift build -c release --static-swift-stdlib

test: test-packages test-workspace ## compile and run every test

test-build:
	@scripts/install-dependencies --tests
	swift build --build-tests

# The tests of the workspace itself compile outside projects; they come after those that look at the time.
# One after the other: tests that lower a process's limits may share the machine, but not with a hundred others.
test-packages: test-build
	swift test --no-parallel --skip-build --skip '^WorkspaceTests\.'

test-workspace: test-build
	swift test --skip-build --filter '^WorkspaceTests\.'

bench: build ## measure echo-server beside servers in C, on libuv, in Go and in Node; takes minutes
	@scripts/bench

bench-stack: build ## measure the stack in user space beside the kernel's; takes minutes, needs root
	@scripts/bench-stack

bench-codec: build ## measure PacketCodec beside C
	@scripts/bench-codec

bench-start: build ## measure how long each tool takes to start, and how large it is
	@scripts/bench-start

pictures: build ## draw the pictures of docs/pictures.md anew
	@scripts/pictures

compose-test: ## run the container scenarios, or SCENARIOS, on an engine of their own; needs root
	@scripts/compose-test $(SCENARIOS)

fuzz: ## try octets that nobody thought of on what reads a stranger's; ten minutes, or SECONDS=N
	@scripts/fuzz --seconds $(or $(SECONDS),600)

simulate: ## live 10,000 lives of TCP connections from seeds, with invariants at every step
	@scripts/simulate

check: ## hold the workspace against its own rules
	@scripts/check

api: test-build ## write docs/api anew: what each library offers
	@scripts/api

api-check: test-build ## hold the libraries against docs/api; needs them compiled, so `make check` does not
	@scripts/api --check

deps: ## install what is missing beside the Swift toolchain
	@scripts/install-dependencies --tests

docs: ## write docs/rfc.md and docs/conformance.md anew from sources and tests
	scripts/rfc-index
	scripts/conformance

docs-html: ## build the documentation of all libraries into build/documentation
	@scripts/install-dependencies
	@scripts/documentation

format: ## format the Swift sources
	swift format --in-place --parallel --recursive --configuration .swift-format Package.swift Packages Tools Tests Fuzz Examples

install: build install-built ## install tools, manual pages and completions below PREFIX (/usr/local)

# Apart from `install`, so that it can be done as root with what somebody else compiled.
install-built:
	install -d $(BIN) $(MAN)/man1 $(MAN)/man7 $(BASH) $(ZSH) $(FISH) $(DESTDIR)$(EXTCAP)
	install -m 755 $(TOOLS:%=$(RELEASE)/%) $(BIN)
	install -m 755 packaging/extcap/tcplab $(DESTDIR)$(EXTCAP)
	install -m 644 $(foreach tool,$(TOOLS),Tools/$(tool)/$(tool).1) $(MAN)/man1
	install -m 644 docs/tcplab.7 $(MAN)/man7
	for tool in $(TOOLS); do \
	  $(RELEASE)/$$tool --completion bash > $(BASH)/$$tool && \
	  $(RELEASE)/$$tool --completion zsh > $(ZSH)/_$$tool && \
	  $(RELEASE)/$$tool --completion fish > $(FISH)/$$tool.fish || exit 1; \
	done

uninstall: ## remove what `make install` with the same PREFIX installed
	rm -f $(TOOLS:%=$(BIN)/%) $(DESTDIR)$(EXTCAP)/tcplab $(TOOLS:%=$(MAN)/man1/%.1) $(MAN)/man7/tcplab.7 \
	  $(TOOLS:%=$(BASH)/%) $(TOOLS:%=$(ZSH)/_%) $(TOOLS:%=$(FISH)/%.fish)

static: build ## make the tools that load no library into files that need nothing, in build/static
	@scripts/static

deb: build ## make a Debian package in build/deb
	@scripts/deb

deb-test: deb ## install, use and remove the package in a minimal Debian; needs root
	@scripts/deb-test

newcomer-test: ## type what the pages say in a minimal Debian with the toolchain; takes an hour or so, needs root
	@scripts/newcomer-test

clean: ## remove what was built and what the lab wrote
	rm -rf .build build Packages/*/.build
