"""Measures everything that docs/performance.md tells, one thing after another, and prints it as Markdown.

Usage: python3 Sources/Benchmarks/report.py [--write] [--build DIRECTORY] [--seconds S]

With --write the figures take the place of those in docs/performance.md, between its two marks. For the comparisons: dot
(Graphviz), prometheus, htop, btop, and Python's prometheus_client, each if it is installed.
"""

import argparse
import datetime
import os
import re
import subprocess
import sys

DOCUMENT = "docs/performance.md"
START, END = "<!-- figures: made by Sources/Benchmarks/run.sh --write -->\n", "<!-- end of figures -->\n"
HERE = os.path.dirname(os.path.abspath(__file__))


class Tables:
    """The tables of a text, each under the line before it."""

    def __init__(self, text):
        self.tables = {}
        title, lines = "", []
        for line in text.splitlines() + [""]:
            if line.startswith("|"):
                lines.append([cell.strip() for cell in line.strip("| ").split(" | ")] if line.strip("|- :") else None)
            elif line or lines:
                if lines:
                    self.tables[title] = [row for row in lines if row]
                    lines = []
                title = line or title

    def find(self, start):
        return next((rows for title, rows in self.tables.items() if title.startswith(start)), [[]])

    def cell(self, start, row, column):
        """The text in the row whose first cells are `row`, below the column's name; '-' if there is none."""
        rows = self.find(start)
        header = [name.strip() for name in rows[0]]
        # The corner of a table with named rows may be empty.
        found = next((cells for cells in rows[1:] if cells[: len(row)] == row), None)
        if not found or column not in header:
            return "-"
        return found[header.index(column) - len(header)]

    def column(self, start, column):
        rows = self.find(start)
        return [cells[rows[0].index(column)] for cells in rows[1:]] if column in rows[0] else []


def number(text):
    found = re.search(r"-?[\d,]+(?:\.\d+)?", text)
    return float(found.group().replace(",", "")) if found else None


def budgets(tables):
    """Rows of the table of budgets: what, the budget as it is put, what was measured, whether it is met."""
    rows = []

    def add(what, budget, limit, texts, values=None, least=False):
        values = [number(text) for text in (values or texts)]
        limits = limit if isinstance(limit, list) else [limit] * len(values)
        if None in values:
            verdict = "not measured"
        else:
            met = all(v >= l if least else v <= l for v, l in zip(values, limits))
            verdict = "met" if met else "**missed**"
        rows.append((what, budget, " / ".join(texts), verdict))

    small, large = "80x24", "200x60"
    term = tables.cell
    add("start to first frame: Bookinfo / 200 services", "100 ms", 100,
        [term(s, ["first frame"], large) for s in ("bookinfo:", "services:")])
    add("first rates after the start: Bookinfo", "2.1 s", 2100, [term("bookinfo:", ["first rates"], large)])
    keys = [next((row[-1] for row in tables.find(s) if row and row[0].startswith("key to screen")), "-")
            for s in ("bookinfo:", "services:")]
    p99 = [key.split(" / ")[1] + " ms" if " / " in key else "-" for key in keys]
    add("key to screen at p99, 200x60: Bookinfo / 200 services", "30 ms", 30, p99)
    for services, limit in (("200", 8), ("1,000", 16)):
        frame = lambda column: term("A frame", [services.replace(",", ""), large], column) + " ms"
        add(f"frame, {services} services, 200x60: new data / one service more / key", f"{limit} ms", limit,
            [frame(c) for c in ("new data", "one service more", "key")])
        add("the same, first picture or another size of the window", f"{limit} ms", limit,
            [frame("first, with layout")])
    for name, start in (("Bookinfo", "bookinfo:"), ("200 services", "services:")):
        add(f"bytes per refresh of 2 s, {name}: 80x24 / 200x60", "700 / 3,500", [700, 3500],
            [term(start, ["bytes per 2 s"], size) for size in (small, large)])
        add("the same, nothing changed (frozen)", "32 / 48", [32, 48],
            [term(start, ["bytes per 2 s, frozen"], size) for size in (small, large)])
    add("CPU, 72 proxies at 5 s", "3 % of a core with 50", 3, [term("fifty:", ["CPU"], large)])
    add("CPU, 1,000 services with 1,920 proxies at 5 s", "30 % with 1,000", 30, [term("thousand:", ["CPU"], large)])
    for name, start, limit in (("Bookinfo", "bookinfo:", 35), ("1,000 services with 1,920 proxies", "thousand:", 80)):
        resident = term(start, ["resident"], large)
        own = term(start, ["of that its own, not shared files"], large)
        add(f"resident memory, {name}", f"{limit} MB", limit, [f"{resident}, of which {own} its own"], [resident])
    for column, name, limit in (("first sight MB/s", "at first sight", 600), ("known MB/s", "with known lines", 3000)):
        speeds = tables.column("Reading stats pages", column)
        slowest = min(speeds, key=number, default="-")
        add(f"stats page {name}, the slowest", f"{limit:,} MB/s", limit, [f"{slowest} MB/s"], least=True)
    graphs = "Laying out a graph"
    times = [t for t in tables.column(graphs, "times as fast") if number(t) is not None]
    add("layout against dot, the least lead of all graphs", "not slower", 1,
        [f"{min(times, key=number, default='-')} times as fast"], least=True)
    ratios = [r for r in tables.column(graphs, "ratio") if number(r) is not None]
    add("crossings against dot's, the largest ratio", "1.2", 1.2, [max(ratios, key=number, default="-")])
    add("nodes moved by one edge more, the most", "0 %", 0, [max(tables.column(graphs, "moved"), key=number, default="-")])
    lines = ["| what | budget | measured | |", "|---|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def run(*argv):
    print("+ " + " ".join(argv), file=sys.stderr, flush=True)
    result = subprocess.run(argv, stdout=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.exit(f"{argv[0]} failed with {result.returncode}: figures of a part of the benchmarks would not be of one run.")
    return result.stdout.strip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"put the figures into {DOCUMENT}")
    parser.add_argument("--build", default=".build/release", help="where vigla and vigla-bench are")
    parser.add_argument("--seconds", type=float, default=20, help="measured time of each run in a terminal")
    arguments = parser.parse_args()
    program, bench = (os.path.join(arguments.build, name) for name in ("vigla", "vigla-bench"))
    load = " ".join(open("/proc/loadavg").read().split()[:3])
    machine = f"{datetime.date.today()}, {os.cpu_count()} cores, load before the run {load}, release build."
    parts = [
        run(bench),
        run(sys.executable, os.path.join(HERE, "scrape.py"), "--program", program, "--bench", bench, "--seconds", "25"),
        run(sys.executable, os.path.join(HERE, "terminal.py"), "--program", program, "--seconds",
            f"{arguments.seconds:g}"),
    ]
    figures = "\n".join(parts)
    text = f"{machine}\n\n{budgets(Tables(figures))}\n\n## Details\n\n{figures}"
    print(text)
    if arguments.write:
        document = open(DOCUMENT).read()
        before, rest = document.split(START)
        _, after = rest.split(END)
        open(DOCUMENT, "w").write(f"{before}{START}\n{text}\n{END}{after}")


if __name__ == "__main__":
    main()
