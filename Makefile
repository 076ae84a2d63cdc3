# The commands of this project. Each works on a fresh machine with only Go, make and apt.
# What tests need besides (Chromium, a few packages for Node) is installed once by scripts/install-test-tools, which says so.

GO    ?= go
TEMPL  = $(GO) tool -modfile=tools.mod templ
CHECK  = $(GO) tool -modfile=tools.mod staticcheck

.DEFAULT_GOAL := help
.PHONY: help run build test quick generate gallery screenshots bench fuzz vuln clean

help: ## say what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build Kept and open it
	@bin/kept

build: ## build bin/kept
	@$(GO) build -trimpath -o bin/kept ./cmd/kept

test: tools format ## run everything, as CI does
	$(GO) vet ./...
	$(CHECK) ./...
	$(MAKE) --no-print-directory generated
	node seal/testdata/reader/read.mjs
	GOOS=darwin $(GO) vet ./cmd/kept ./host/... ./ledger/...
	$(GO) test -timeout 20m $$($(GO) list ./... | grep -v kept/journey)
	@echo "the real browser, by itself: what fails is tried once more, since a browser on a busy machine stumbles; what is broken fails twice"
	$(GO) test -count=1 -timeout 20m ./journey || $(GO) test -count=1 -timeout 20m ./journey
	@echo "once more under the race detector, where goroutines meet"
	$(GO) test -race -run 'AtOnce' ./app ./view
	$(GO) test -race -run 'Unlock|Entries|Rekey|Destroy|Verify' ./ledger
	$(GO) test -race ./host/...

quick: ## the tests that need no browser and no minute
	$(GO) test -short ./...

.PHONY: tools format generated
tools:
	@scripts/install-test-tools

format:
	@out=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); test -z "$$out" || { echo "gofmt would change:"; echo "$$out"; exit 1; }

generated: ## fail when a generated file is not what its source makes
	@$(TEMPL) generate -path app/page >/dev/null 2>&1
	@git diff --exit-code --stat -- '*_templ.go' || { echo "run make generate and commit the result"; exit 1; }

generate: ## draw the pages anew from their templates
	@$(TEMPL) fmt app/page && $(TEMPL) generate -path app/page

gallery: ## show every component on one page, for development
	@$(GO) run ./app/page/gallery

screenshots: tools ## draw the pictures of the README anew
	$(GO) test ./journey -count=1 -run Picture -pictures $(CURDIR)/docs/screenshots

bench: ## measure: append, open, fold, pages, statistics
	$(GO) test -run '^$$' -bench . -benchmem ./...

fuzz: ## run every fuzz target for half a minute
	@scripts/fuzz 30s

vuln: ## look for known faults in what is linked; needs the network
	$(GO) run golang.org/x/vuln/cmd/govulncheck@latest ./...

clean: ## remove what was built
	@rm -rf bin
