# Tryeza needs Go, Node and make; the tests also PostgreSQL and Chromium.
#   make run     build everything and serve a sample committee
#   make test    all tests, on both databases and in a browser
#   make test-committee  those of the committee, with neither casework nor its keys
#   make check   the same with the race detector and the long runs
#   make bench   benchmarks
#   make update  write the golden files anew, to be read as a diff

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: run build assets packages test test-committee check bench update clean

GO      := $(shell find main.go go.mod go.sum internal e2e web/build web/test -type f 2>/dev/null | grep -v '/static/build/')
BROWSER := $(shell find web/src web/styles web/images web/build web/tsconfig.json -type f)
BUILT   := internal/web/static/build/manifest.json
WITHDB  := go run ./internal/testkit/withpostgres

run: build
	bin/tryeza demo

build: bin/tryeza

bin/tryeza: $(GO) $(BUILT)
	go build -trimpath -o $@ .

assets: $(BUILT)

$(BUILT): $(BROWSER) web/node_modules/.tryeza
	go run ./web/build
	touch $@

web/node_modules/.tryeza: web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund || \
		{ echo "npm could not fetch the packages of web/package-lock.json: is the npm registry reachable?" >&2; exit 1; }
	touch $@

packages: bin/packages.ok
bin/packages.ok: scripts/packages
	scripts/packages
	mkdir -p bin && touch $@

test: bin/test.ok
bin/test.ok: $(GO) $(BUILT) $(shell find web/test -name '*.ts') .ci/run | packages
	@unformatted=$$(gofmt -l main.go internal e2e web/build web/test); [ -z "$$unformatted" ] || { echo "gofmt: $$unformatted" >&2; exit 1; }
	go vet ./...
	cd web && npm run --silent check && npm test --silent
	$(WITHDB) go test -timeout 20m ./...
	go run ./internal/testkit/withoutcasework -timeout 20m
	mkdir -p bin && touch $@

test-committee: $(BUILT)
	go run ./internal/testkit/withoutcasework -timeout 20m

check: $(BUILT) packages
	go vet ./...
	cd web && npm run --silent check && npm test --silent
	TRYEZA_LONG=1 $(WITHDB) go test -race -timeout 60m ./...

bench: $(BUILT)
	go test -run '^$$' -bench . -benchmem -timeout 60m $$(grep -rl '^func Benchmark' --include='*_test.go' internal e2e 2>/dev/null | xargs -r -n1 dirname | sort -u | sed 's|^|./|')

update: $(BUILT) packages
	$(WITHDB) go test $$(grep -rl 'flag.Bool("update"' --include='*_test.go' internal e2e 2>/dev/null | xargs -r -n1 dirname | sort -u | sed 's|^|./|') -update

clean:
	rm -rf bin internal/web/static/build
