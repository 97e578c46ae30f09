"""Runs the dashboard for an hour and records its memory and descriptors each minute.

Usage: python3 Sources/Benchmarks/soak.py [--program PATH] [--mesh MESH] [--minutes M] [--every SECONDS] [--out FILE]

The mesh is a `vigla demo --headless` of its own; the dashboard runs in a pseudo terminal that is read and forgotten, and
polls as it does for a user. Each line is written when it is measured, so that an interrupted run is not lost. At the end
the growth per hour is told, as the slope of the least squares through the second half: the histories of edges are full
after half an hour, and until then memory grows.
"""

import argparse
import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

SIZE = (200, 60)


class Process:
    """What the kernel tells of a process."""

    def __init__(self, pid):
        self.pid = pid

    def status(self, name):
        with open(f"/proc/{self.pid}/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def processor_seconds(self):
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def row(self):
        return [
            round(self.status("VmRSS") / 1024, 1), round(self.status("RssAnon") / 1024, 1), self.descriptors(),
            self.status("Threads"), round(self.processor_seconds(), 1)]


def start_dashboard(argv, state):
    pid, descriptor = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "KUBECONFIG")}
        environment.update(TERM="xterm-256color", LC_ALL="C.UTF-8", XDG_STATE_HOME=state, XDG_CONFIG_HOME=state)
        os.execvpe(argv[0], argv, environment)
    return pid, descriptor


def drain(descriptor, until):
    """Reads and forgets what the dashboard writes, until that time; the bytes."""
    count = 0
    while (left := until - time.monotonic()) > 0:
        if select.select([descriptor], [], [], left)[0]:
            try:
                count += len(os.read(descriptor, 1 << 16))
            except OSError:
                sys.exit("the dashboard has ended by itself")
    return count


def slope(rows, column):
    """Growth of a column per hour, by least squares; rows are (minutes, ...)."""
    times = [row[0] / 60 for row in rows]
    values = [row[column] for row in rows]
    middle = sum(times) / len(times)
    spread = sum((t - middle) ** 2 for t in times)
    level = sum(values) / len(values)
    return sum((t - middle) * (v - level) for t, v in zip(times, values)) / spread if spread else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/vigla")
    parser.add_argument("--mesh", default="synthetic:300")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=60, help="seconds between two rows")
    parser.add_argument("--refresh", default="5")
    parser.add_argument("--out", help="a CSV file beside standard output")
    options = parser.parse_args()

    mesh = subprocess.Popen(
        [options.program, "demo", "--headless", "--mesh", options.mesh], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    pid = None
    try:
        ready = json.loads(mesh.stdout.readline())
        with tempfile.TemporaryDirectory() as state:
            argv = [options.program, "dash", "-A", "--kubeconfig", ready["kubeconfig"], "--refresh", options.refresh]
            pid, descriptor = start_dashboard(argv, state)
            measure(options, Process(pid), Process(mesh.pid), descriptor, len(ready["proxies"]))
    finally:
        if pid:
            os.kill(pid, signal.SIGTERM)
            os.waitpid(pid, 0)
        mesh.terminate()
        mesh.wait()


def measure(options, dashboard, mesh, descriptor, proxies):
    sinks = [sys.stdout] + ([open(options.out, "w")] if options.out else [])

    def tell(line):
        for sink in sinks:
            print(line, file=sink, flush=True)

    tell(f"# {options.mesh}, {proxies} proxies, refresh {options.refresh} s")
    tell("minute,rss_mb,anon_mb,descriptors,threads,cpu_s,bytes_written,mesh_rss_mb,mesh_anon_mb,mesh_descriptors")
    rows, start, written = [], time.monotonic(), 0
    for number in range(int(options.minutes * 60 / options.every) + 1):
        written += drain(descriptor, start + max(number * options.every, 1))
        row = [round((time.monotonic() - start) / 60, 2)] + dashboard.row() + [written] + mesh.row()[:3]
        rows.append(row)
        tell(",".join(str(value) for value in row))
    settled = rows[len(rows) // 2:]
    tell(
        f"# after minute {settled[0][0]:.0f}: rss {slope(settled, 1):+.1f} MB/h, anon {slope(settled, 2):+.1f} MB/h, "
        f"descriptors {slope(settled, 3):+.1f}/h; cpu {100 * rows[-1][5] / (rows[-1][0] * 60):.1f} % of a core")


if __name__ == "__main__":
    main()
