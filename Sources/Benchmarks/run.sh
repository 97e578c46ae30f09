#!/bin/sh
# Measures everything that docs/performance.md tells, on the release build, one thing after another; prints Markdown.
# For the comparisons: dot (Graphviz), prometheus, htop, btop, and Python's prometheus_client, each if installed.
set -eu
cd "$(dirname "$0")/../.."
swift build -c release
echo "$(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%F)"
.build/release/vigla-bench
python3 Sources/Benchmarks/scrape.py
python3 Sources/Benchmarks/terminal.py
python3 Sources/Benchmarks/cluster.py
