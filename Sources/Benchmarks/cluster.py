"""Measures the start of the dashboard on a large cluster, and what polling only what is looked at saves.

Usage: python3 Sources/Benchmarks/cluster.py [--program PATH] [--services 300] [--namespaces 50] [--pods 1000]

The mesh is a demo in a process of its own. Between it and the dashboard stands a proxy that sees the requests: from the
last byte of the last list, the time is taken until rows of the list of services are on their way to the screen, until the
graph is, and until rates are. Then polls a second are counted, with the whole mesh on the screen and with one service.
The budget is 3 s from the last list to the graph (docs/performance.md). Prints a Markdown table.
"""

import argparse
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terminal import Dashboard  # noqa: E402

REQUEST = re.compile(rb"(?:^|\n)(GET|POST|PUT|PATCH|DELETE) (\S+) HTTP/1\.1\r\n")


def mesh(services, namespaces, pods):
    """A mesh file: a tree of services, each of which calls up to three, over all namespaces."""
    entries = []
    for number in range(services):
        calls = [
            {"service": f"s{child}.n{child % namespaces}", "probability": 0.4}
            for child in range(number * 3 + 1, number * 3 + 4) if child < services]
        replicas = pods // services + (1 if number < pods % services else 0)
        entry = {
            "name": f"s{number}", "namespace": f"n{number % namespaces}", "calls": calls,
            "versions": [{"name": "v1", "replicas": replicas}]}
        if number == 0:
            entry["entry"] = {"path": "/"}
        entries.append(entry)
    return {"name": "cluster", "services": entries}


class Tap:
    """Passes requests on to the API server and remembers when lists ended and how many polls there were."""

    def __init__(self, port):
        self.upstream = port
        self.last_list = None
        self.lists = 0
        self.polls = 0
        self.context = ssl.create_default_context()
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        self.server = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        upstream = self.context.wrap_socket(socket.create_connection(("127.0.0.1", self.upstream)))
        kind = ["other"]

        def up():
            while data := self.received(client):
                for _, path in REQUEST.findall(data):
                    path = path.decode()
                    if "/proxy/" in path:
                        kind[0] = "poll"
                        self.polls += 1
                    else:
                        kind[0] = "list" if "limit=" in path and "watch=" not in path else "other"
                        self.lists += kind[0] == "list"
                self.sent(upstream, data)

        threading.Thread(target=up, daemon=True).start()
        while data := self.received(upstream):
            self.sent(client, data)
            if kind[0] == "list":
                self.last_list = time.monotonic()
        client.close()

    @staticmethod
    def sent(end, data):
        try:
            end.sendall(data)
        except OSError:
            # The other end is read on until it closes as well.
            pass

    @staticmethod
    def received(end):
        try:
            return end.recv(1 << 16)
        except OSError:
            return b""


def seconds_after(tap, dashboard, pattern, keys=b"", patience=60):
    """Seconds from the last list to the pattern on the screen; None if it never came."""
    if keys:
        os.write(dashboard.fd, keys)
    at = dashboard.until(pattern, seconds=patience)
    return None if at is None else dashboard.started + at / 1000 - tap.last_list


def polls_per_second(tap, dashboard, seconds):
    dashboard.read(12)
    before = tap.polls
    dashboard.read(seconds)
    return (tap.polls - before) / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/vigla")
    parser.add_argument("--services", type=int, default=300)
    parser.add_argument("--namespaces", type=int, default=50)
    parser.add_argument("--pods", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30, help="for which polls are counted")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "mesh.yaml")
        with open(path, "w") as file:
            json.dump(mesh(arguments.services, arguments.namespaces, arguments.pods), file)
        demo = subprocess.Popen(
            [arguments.program, "demo", "--headless", "--mesh", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            ready = json.loads(demo.stdout.readline())
            time.sleep(8)
            run(arguments, ready, directory)
        finally:
            demo.terminate()
            demo.wait()


def run(arguments, ready, directory):
    tap = Tap(int(ready["api"].rsplit(":", 1)[1]))
    with open(ready["kubeconfig"]) as file:
        text = file.read()
    text = re.sub(r"(?m)^ *certificate-authority-data:.*\n", "", text)
    text = text.replace(ready["api"], f"http://127.0.0.1:{tap.port}")
    path = os.path.join(directory, "kubeconfig")
    with open(path, "w") as file:
        file.write(text)
    argv = [arguments.program, "--kubeconfig", path, "--all-namespaces", "--refresh", "5"]

    dashboard = Dashboard(argv, 200, 60, os.path.join(directory, "a"))
    services = seconds_after(tap, dashboard, rb"\bs\d+ +n\d+", keys=b"3")
    lists = tap.lists
    dashboard.end()
    dashboard = Dashboard(argv, 200, 60, os.path.join(directory, "b"))
    graph = seconds_after(tap, dashboard, rb"\b[sn]\d+\b")
    rates = seconds_after(tap, dashboard, rb"\d\.\d")
    whole = polls_per_second(tap, dashboard, arguments.seconds)
    cpu = dashboard.processor_seconds()
    dashboard.read(arguments.seconds)
    cpu = (dashboard.processor_seconds() - cpu) / arguments.seconds * 100
    os.write(dashboard.fd, b":svc s7.\r")
    narrow = polls_per_second(tap, dashboard, arguments.seconds)
    narrow_cpu = dashboard.processor_seconds()
    dashboard.read(arguments.seconds)
    narrow_cpu = (dashboard.processor_seconds() - narrow_cpu) / arguments.seconds * 100
    resident = dashboard.status("VmRSS") / 1024
    dashboard.end()

    def told(value):
        return "never" if value is None else f"{value:.2f} s"

    print(f"{arguments.pods} pods, {arguments.services} services, {arguments.namespaces} namespaces, refresh 5 s\n")
    print("| | |")
    print("|---|---:|")
    print(f"| lists read | {lists} |")
    print(f"| last list to the services' rows | {told(services)} |")
    print(f"| last list to the graph | {told(graph)} |")
    print(f"| last list to rates | {told(rates)} |")
    print(f"| polls a second, CPU: the whole mesh | {whole:.1f}, {cpu:.0f} % |")
    print(f"| polls a second, CPU: one service | {narrow:.1f}, {narrow_cpu:.0f} % |")
    print(f"| resident | {resident:.0f} MB |")


if __name__ == "__main__":
    main()
