# The newcomer's two commands are `make demo` and `make test`; the rest is for daily work.
.PHONY: demo test lint assets browser paint bench overload faults fuzz deny audit sbom packages clean

CARGO ?= cargo

# One build serves demo and tests: cargo keeps another copy of the workspace for every set of targets and features.
BUILD = $(CARGO) test --locked --workspace --no-run

## Build everything, start portal and sandbox on an embedded database, print addresses and sign-ins.
demo: assets
	$(BUILD)
	exec target/debug/okno demo $(DEMO)

## All tests: rules, both databases, pages, documents, browser.
test:
	scripts/test

## Formatting and lints, warnings as errors.
lint:
	scripts/lint

## Styles, scripts, fonts and icons, built from npm packages.
assets: assets/dist/app.css

assets/dist/app.css: assets/package-lock.json $(shell find assets -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
	cd assets && ../scripts/again npm ci --no-audit --no-fund --loglevel=error && npm run --silent build

## The browser journeys alone, against a demo of their own.
browser: assets
	$(BUILD)
	scripts/browser

## What the portal costs, each figure beside its limit: some ten minutes after the build, with QUICK=1 under two.
bench: assets
	$(CARGO) build --release --locked -p okno -p sandbox -p typeset -p trials
	target/release/okno-bench $(if $(QUICK),--quick) $(BENCH)

## Kill portal and database under load, and look whether anything was lost: a quarter of an hour. FAULTS="--seed 1 --rounds 5".
faults: assets
	$(BUILD)
	target/debug/okno-faults $(FAULTS)

## What becomes of the portal under four times the load that it can take: under a minute after the build.
overload: assets
	$(CARGO) build --release --locked -p okno -p sandbox -p typeset -p trials
	target/release/okno-overload $(OVERLOAD)

## Search for inputs that break something; hours: FUZZ_SECONDS for each target (docs/security/fuzzing.md).
fuzz:
	scripts/fuzz $(FUZZ)

## Licences, sources and doubles of the crates; advisories where their database answers.
deny:
	scripts/deny

## Advisories on npm packages, where the registry answers.
audit:
	scripts/audit

## What is inside, as a CycloneDX bill of materials.
sbom:
	node scripts/sbom.mjs target/okno.cdx.json

## When pages are painted and what they weigh, printed as a table.
paint: assets
	$(BUILD)
	scripts/browser paint

## Debian's packages that the tests need.
packages:
	scripts/packages

clean:
	$(CARGO) clean
	rm -rf assets/dist assets/node_modules tests/browser/node_modules data
