"""Measures what reading the proxies' pages costs Vigla, the Prometheus server and Python's prometheus_client.

Usage: python3 Sources/Benchmarks/scrape.py [--program PATH] [--mesh MESH] [--seconds S] [--bench PATH]

A `vigla demo --headless` serves the pages. Vigla reads them with `--endpoints`, as Prometheus does: the same addresses,
the same interval, no Kubernetes between. Each runs alone. CPU is that of the program divided by its scrapes. For
prometheus_client the page of one proxy is parsed in this process, and by `vigla-bench file`, from the same bytes.
Programs that are not installed are left out.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

from terminal import Dashboard

INTERVAL = 5
# What the collector asks for.
QUERY = "?usedonly&filter=istio_%28requests_total%7Crequest_duration_milliseconds%7Ctcp_%29"


def processor_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid):
    line = next(line for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def row(name, used, seconds, proxies, pid):
    scrapes = proxies * seconds / INTERVAL
    print(
        f"| {name} | {used / seconds * 100:.2f} % | {used / scrapes * 1e6:.0f} µs | {resident(pid):.0f} MB |",
        flush=True)


def vigla(program, proxies, seconds, directory):
    path = os.path.join(directory, "endpoints.yaml")
    with open(path, "w") as file:
        for proxy in proxies:
            file.write(f"- url: {proxy['stats']}\n")
    dashboard = Dashboard([program, "--endpoints", path, "--refresh", str(INTERVAL)], 200, 60, directory)
    dashboard.read(15)
    before = dashboard.processor_seconds()
    dashboard.read(seconds)
    row("vigla, drawing included", dashboard.processor_seconds() - before, seconds, len(proxies), dashboard.pid)
    dashboard.end()


def prometheus(proxies, seconds, directory):
    if not shutil.which("prometheus"):
        return
    jobs = []
    for number, proxy in enumerate(proxies):
        address = proxy["stats"].split("//")[1]
        host, path = address.split("/", 1)
        parameters = "".join(
            f"    {name}: ['{value}']\n" for name, value in urllib.parse.parse_qsl(QUERY[1:], keep_blank_values=True))
        jobs.append(
            f"- job_name: p{number}\n  metrics_path: /{path}\n"
            + f"  params:\n{parameters}"
            + f"  static_configs:\n  - targets: ['{host}']\n")
    configuration = os.path.join(directory, "prometheus.yml")
    with open(configuration, "w") as file:
        file.write(f"global:\n  scrape_interval: {INTERVAL}s\nscrape_configs:\n" + "".join(jobs))
    process = subprocess.Popen(
        ["prometheus", "--config.file", configuration, "--storage.tsdb.path", os.path.join(directory, "data"),
         "--web.listen-address", "127.0.0.1:0", "--log.level", "error"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(15)
    if process.poll() is not None:
        print("| prometheus | did not start | | |")
        return
    before = processor_seconds(process.pid)
    time.sleep(seconds)
    row("prometheus", processor_seconds(process.pid) - before, seconds, len(proxies), process.pid)
    process.send_signal(signal.SIGTERM)
    process.wait()


def parsing(proxies, bench, directory):
    page = max((urllib.request.urlopen(proxy["stats"] + QUERY).read() for proxy in proxies), key=len)
    path = os.path.join(directory, "page.txt")
    with open(path, "wb") as file:
        file.write(page)
    print(f"\nOne page of {len(page)} bytes:\n\n| parser | MB/s |\n|---|---:|", flush=True)
    try:
        from prometheus_client.parser import text_string_to_metric_families
    except ImportError:
        text_string_to_metric_families = None
    if text_string_to_metric_families:
        text, best = page.decode(), float("inf")
        for _ in range(5):
            start = time.process_time()
            for family in text_string_to_metric_families(text):
                for _sample in family.samples:
                    pass
            best = min(best, time.process_time() - start)
        print(f"| prometheus_client | {len(page) / best / 1e6:.1f} |", flush=True)
    if os.path.exists(bench):
        sys.stdout.write(subprocess.run([bench, "file", path], capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/vigla")
    parser.add_argument("--bench", default=".build/release/vigla-bench")
    parser.add_argument("--mesh", default="synthetic:38")
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    demo = subprocess.Popen(
        [arguments.program, "demo", "--headless", "--mesh", arguments.mesh], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    try:
        proxies = json.loads(demo.stdout.readline())["proxies"]
        time.sleep(10)
        print(f"{arguments.mesh}, {len(proxies)} proxies every {INTERVAL} s:\n")
        print("| program | CPU | CPU a scrape | resident |\n|---|---:|---:|---:|", flush=True)
        with tempfile.TemporaryDirectory() as directory:
            vigla(arguments.program, proxies, arguments.seconds, directory)
        with tempfile.TemporaryDirectory() as directory:
            prometheus(proxies, arguments.seconds, directory)
        with tempfile.TemporaryDirectory() as directory:
            parsing(proxies, arguments.bench, directory)
    finally:
        demo.terminate()
        demo.wait()


if __name__ == "__main__":
    main()
