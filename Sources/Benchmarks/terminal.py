"""Measures the running dashboard in a pseudo terminal: start, bytes per refresh, key to screen, CPU and memory.

Usage: python3 Sources/Benchmarks/terminal.py [--program PATH] [--seconds S] [SCENARIO...]

The scenario `others` measures htop and btop in the same way, where they are installed, for comparison.

The mesh runs in a process of its own (`vigla demo --headless`), so that what is measured is the dashboard alone; only
the scenario `demo` measures both in one. Prints Markdown tables; the budgets are in docs/performance.md.
"""

import argparse
import collections
import fcntl
import json
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
import zlib

ESCAPES = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][A-Za-z0-9]|\x1b.")
# Writes further apart belong to different frames.
GAP = 0.15

Scenario = collections.namedtuple("Scenario", "name mesh refresh sizes")
SCENARIOS = [
    Scenario("bookinfo", "bookinfo", 2, [(80, 24), (200, 60)]),
    Scenario("fifty", "synthetic:38", 5, [(200, 60)]),
    Scenario("services", "synthetic:200", 2, [(80, 24), (200, 60)]),
    Scenario("thousand", "synthetic:1000", 5, [(200, 60)]),
    Scenario("demo", "bookinfo", 2, [(80, 24)]),
]


class Mesh:
    """A demo without a screen."""

    def __init__(self, program, mesh):
        self.process = subprocess.Popen(
            [program, "demo", "--headless", "--mesh", mesh], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.ready = json.loads(self.process.stdout.readline())
        # Until every edge has had its first requests.
        time.sleep(8)

    def end(self):
        self.process.terminate()
        self.process.wait()


class Dashboard:
    """A program in a pseudo terminal, with every byte that it wrote and when."""

    def __init__(self, argv, columns, rows, directory):
        self.pieces = []
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "KUBECONFIG")}
            environment.update(
                TERM="xterm-256color", LC_ALL="C.UTF-8", XDG_STATE_HOME=directory, XDG_CONFIG_HOME=directory)
            os.execvpe(argv[0], argv, environment)

    def step(self, seconds):
        """Reads once, waiting at most that long; the bytes read."""
        if not select.select([self.fd], [], [], max(0, seconds))[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            sys.exit("the dashboard has ended by itself: " + self.text().decode(errors="replace")[-400:])
        self.pieces.append((time.monotonic(), data))
        return data

    def read(self, seconds):
        """The pieces written within that time."""
        first, end = len(self.pieces), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.step(left)
        return self.pieces[first:]

    def text(self):
        return ESCAPES.sub(b"", b"".join(data for _, data in self.pieces))

    def until(self, pattern, seconds=30):
        """Milliseconds from the start until the text was on its way to the screen; None if it never came."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.step(0.05) and re.search(pattern, self.text()):
                return (self.pieces[-1][0] - self.started) * 1000
        return None

    def key(self, text):
        """Milliseconds from a key to the last byte before 4 ms of silence; None if nothing was drawn."""
        sent = time.monotonic()
        os.write(self.fd, text)
        if not self.step(0.25):
            return None, 0
        count = len(self.pieces[-1][1])
        while data := self.step(0.004):
            count += len(data)
        return (self.pieces[-1][0] - sent) * 1000, count

    def processor_seconds(self):
        fields = open(f"/proc/{self.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def status(self, name):
        line = next(line for line in open(f"/proc/{self.pid}/status") if line.startswith(name + ":"))
        return int(line.split()[1])

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        while True:
            try:
                if select.select([self.fd], [], [], 0.05)[0]:
                    os.read(self.fd, 1 << 16)
            except OSError:
                pass
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        os.close(self.fd)


def bursts(pieces):
    sizes, last = [], None
    for when, data in pieces:
        if last is None or when - last > GAP:
            sizes.append(0)
        sizes[-1] += len(data)
        last = when
    return sizes


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(argv, columns, rows, seconds, refresh):
    """The figures of one run, as (what, value)."""
    with tempfile.TemporaryDirectory() as directory:
        return measured(Dashboard(argv, columns, rows, directory), seconds, refresh)


def measured(dashboard, seconds, refresh):
    figures = []
    frame = dashboard.until(rb"vigla")
    shown = sum(len(data) for _, data in dashboard.pieces)
    rates = dashboard.until(rb"\d\.\d")
    figures.append(("first frame", f"{frame or -1:.0f} ms"))
    figures.append(("first rates", f"{rates or -1:.0f} ms"))
    figures.append(("bytes of the first frame", f"{shown}"))
    # Past the time in which a new graph may still settle.
    dashboard.read(21)

    before, start = dashboard.processor_seconds(), time.monotonic()
    pieces = dashboard.read(seconds)
    elapsed = time.monotonic() - start
    cpu = (dashboard.processor_seconds() - before) / elapsed * 100
    sizes = bursts(pieces)
    stream = b"".join(data for _, data in pieces)
    figures.append(("bytes per refresh, median of frames", f"{statistics.median(sizes) if sizes else 0:.0f}"))
    figures.append(("bytes per refresh, largest frame", f"{max(sizes, default=0)}"))
    figures.append((f"bytes per {refresh} s", f"{len(stream) / elapsed * refresh:.0f}"))
    figures.append(("zlib ratio", f"{len(zlib.compress(stream, 6)) / max(1, len(stream)):.2f}"))
    figures.append(("CPU", f"{cpu:.2f} %"))

    random.seed(1)
    # To the card that is called and back: each key moves the selection, so each must draw.
    times, counts = [], []
    for number in range(150):
        dashboard.read(0.04 + 0.08 * random.random())
        took, count = dashboard.key(b"lh"[number % 2:number % 2 + 1])
        if took is not None:
            times.append(took)
            counts.append(count)
    if times:
        figures.append((
            f"key to screen, p50 / p99 / most of {len(times)}",
            f"{percentile(times, 0.5):.1f} / {percentile(times, 0.99):.1f} / {max(times):.1f} ms"))
        figures.append(("bytes per key, median", f"{statistics.median(counts):.0f}"))

    os.write(dashboard.fd, b" ")
    dashboard.read(2)
    frozen = sum(bursts(dashboard.read(8)))
    figures.append(("bytes per 2 s, frozen", f"{frozen / 4:.1f}"))
    figures.append(("resident", f"{dashboard.status('VmRSS') / 1024:.1f} MB"))
    figures.append(("of that its own, not shared files", f"{dashboard.status('RssAnon') / 1024:.1f} MB"))
    figures.append(("threads", f"{dashboard.status('Threads')}"))
    dashboard.end()
    return figures


def others(seconds):
    """Bytes, CPU and memory of programs that are known, at a refresh of 2 s."""
    print("others: refresh 2 s\n")
    print("| | size | bytes of the first frame | median of frames | bytes per 2 s | CPU | resident |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for name, argv in [("htop", ["htop", "-d", "20"]), ("btop", ["btop"])]:
        if not shutil.which(argv[0]):
            continue
        for columns, rows in [(80, 24), (200, 60)]:
            with tempfile.TemporaryDirectory() as directory:
                program = Dashboard(argv, columns, rows, directory)
                first = sum(len(data) for _, data in program.read(3))
                program.read(5)
                before, start = program.processor_seconds(), time.monotonic()
                pieces = program.read(seconds)
                elapsed = time.monotonic() - start
                cpu = (program.processor_seconds() - before) / elapsed * 100
                sizes, written = bursts(pieces), sum(len(data) for _, data in pieces)
                print(
                    f"| {name} | {columns}x{rows} | {first} | {statistics.median(sizes) if sizes else 0:.0f} "
                    f"| {written / elapsed * 2:.0f} | {cpu:.2f} % | {program.status('VmRSS') / 1024:.1f} MB |")
                program.end()
    print(flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/vigla")
    parser.add_argument("--seconds", type=float, default=40, help="measured time of each run")
    parser.add_argument("scenario", nargs="*", help=", ".join([s.name for s in SCENARIOS] + ["others"]) + "; all if none is named")
    arguments = parser.parse_args()
    if unknown := set(arguments.scenario) - {s.name for s in SCENARIOS} - {"others"}:
        parser.error("no such scenario: " + ", ".join(sorted(unknown)))
    if not arguments.scenario or "others" in arguments.scenario:
        others(arguments.seconds)
    for scenario in SCENARIOS:
        if arguments.scenario and scenario.name not in arguments.scenario:
            continue
        mesh, title = None, "dashboard and demo in one process"
        argv = [arguments.program, "demo", "--mesh", scenario.mesh]
        if scenario.name != "demo":
            mesh = Mesh(arguments.program, scenario.mesh)
            title = f"{len(mesh.ready['proxies'])} proxies"
            argv = [arguments.program, "--kubeconfig", mesh.ready["kubeconfig"], "--all-namespaces"]
        try:
            runs = [
                measure(argv + ["--refresh", str(scenario.refresh)], columns, rows, arguments.seconds, scenario.refresh)
                for columns, rows in scenario.sizes]
        finally:
            if mesh:
                mesh.end()
        print(f"{scenario.name}: {scenario.mesh}, {title}, refresh {scenario.refresh} s\n")
        print("| | " + " | ".join(f"{columns}x{rows}" for columns, rows in scenario.sizes) + " |")
        print("|---|" + "---:|" * len(runs))
        for row in zip(*runs):
            print(f"| {row[0][0]} | " + " | ".join(value for _, value in row) + " |")
        print(flush=True)


if __name__ == "__main__":
    main()
