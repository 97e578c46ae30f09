#!/bin/sh
# Measures everything that docs/performance.md tells, on the release build, one thing after another; prints Markdown, and
# with --write puts it into the document. Takes about a quarter of an hour on a machine that does nothing else.
set -eu
cd "$(dirname "$0")/../.."
swift build -c release
exec python3 Sources/Benchmarks/report.py "$@"
