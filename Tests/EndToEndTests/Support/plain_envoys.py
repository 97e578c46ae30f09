"""Proxies without istio_* metrics for the tests. Writes one JSON line when ready, ends when stdin closes.

plain_envoys.py captured PAGE   an admin interface that answers /clusters with a captured page, and from the second time
                                on with 50 more requests to each host of reviews v3
plain_envoys.py real ENVOY      three Envoys in a row before tiny servers; sends its traffic once each of their admin
                                interfaces has been asked for /clusters, then writes what the servers counted
"""
import collections
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request

RECEIVED = collections.Counter()


class Quiet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, body, code=200, kind="text/plain"):
        self.send_response(code)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def serve(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def tell(line):
    print(json.dumps(line), flush=True)


# MARK: Captured


def captured(path):
    page = json.load(open(path))
    asked = [0]

    def clusters():
        asked[0] += 1
        if asked[0] > 1:
            for cluster in page["cluster_statuses"]:
                if cluster["name"].startswith("outbound|9080|v3|reviews"):
                    for stat in cluster["host_statuses"][0]["stats"]:
                        if stat["name"] in ("rq_total", "rq_success"):
                            # Once: later pages stand still.
                            stat["value"] = "206"
        return json.dumps(page).encode()

    class Admin(Quiet):
        def do_GET(self):
            name = self.path.split("?")[0]
            if name == "/clusters":
                self.answer(clusters(), kind="application/json")
            elif name == "/server_info":
                self.answer(b'{"version":"a/1.40.0/Clean","node":{"cluster":"productpage.default"}}')
            elif name == "/listeners":
                self.answer(b"{}")
            elif name == "/stats/prometheus":
                self.answer(b"")
            else:
                self.answer(b"not here", 404)

    tell({"admin": "http://127.0.0.1:%d" % serve(Admin)})
    sys.stdin.read()


# MARK: Real


def application(name, failing_every=0):
    class Application(Quiet):
        def do_GET(self):
            RECEIVED[name] += 1
            failed = failing_every and RECEIVED[name] % failing_every == 0
            if failed:
                RECEIVED[name + " failed"] += 1
            self.answer(b"ok", 503 if failed else 200)

    return serve(Application)


def cluster(name, port):
    endpoint = {"address": {"socket_address": {"address": "127.0.0.1", "port_value": port}}}
    return {
        "name": name,
        "type": "STATIC",
        "connect_timeout": "1s",
        "load_assignment": {"cluster_name": name, "endpoints": [{"lb_endpoints": [{"endpoint": endpoint}]}]},
    }


def bootstrap(name, routes, clusters):
    api = "type.googleapis.com/envoy.extensions.filters."
    anywhere = {"socket_address": {"address": "127.0.0.1", "port_value": 0}}
    manager = {
        "@type": api + "network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "ingress.http",
        "route_config": {
            "name": "routes",
            "virtual_hosts": [
                {
                    "name": "all",
                    "domains": ["*"],
                    "routes": [{"match": {"prefix": p}, "route": {"cluster": c}} for p, c in routes],
                }
            ],
        },
        "http_filters": [
            {"name": "envoy.filters.http.router", "typed_config": {"@type": api + "http.router.v3.Router"}}
        ],
    }
    chain = {"filters": [{"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}]}
    return {
        "node": {"id": name + "-1", "cluster": name},
        "admin": {"address": anywhere},
        "static_resources": {
            "listeners": [{"name": "in", "address": anywhere, "filter_chains": [chain]}],
            "clusters": clusters,
        },
    }


class Envoy:
    """A running Envoy; its admin interface is reached through a server that counts the looks at /clusters."""

    def __init__(self, program, folder, name, routes, clusters):
        self.looks = 0
        config = os.path.join(folder, name + ".json")
        address = os.path.join(folder, name + ".admin")
        with open(config, "w") as file:
            json.dump(bootstrap(name, routes, clusters), file)
        self.process = subprocess.Popen(
            [program, "-c", config, "--admin-address-path", address, "--concurrency", "1", "--disable-hot-restart",
             "-l", "error"],
            stdin=subprocess.DEVNULL, stdout=sys.stderr)
        while not (os.path.exists(address) and open(address).read().strip()):
            if self.process.poll() is not None:
                raise SystemExit("envoy %s ended with %d" % (name, self.process.returncode))
            threading.Event().wait(0.02)
        self.base = "http://" + open(address).read().strip()
        while self.get("/ready")[0] != 200:
            threading.Event().wait(0.02)
        status = json.loads(self.get("/listeners?format=json")[1])["listener_statuses"][0]
        self.port = status["local_address"]["socket_address"]["port_value"]
        outer = self

        class Counting(Quiet):
            def do_GET(self):
                code, body = outer.get(self.path)
                self.answer(body, code)
                if self.path.startswith("/clusters"):
                    outer.looks += 1

        self.admin = "http://127.0.0.1:%d" % serve(Counting)

    def get(self, path):
        try:
            with urllib.request.urlopen(self.base + path) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


def real(program):
    folder = tempfile.mkdtemp(prefix="vigla-plain-")
    envoys = []
    try:
        orders_app, stock_app = application("orders-app", failing_every=4), application("stock.app")
        orders = Envoy(program, folder, "orders", [("/", "orders-app")], [cluster("orders-app", orders_app)])
        envoys.append(orders)
        stock = Envoy(program, folder, "stock", [("/", "stock.app")], [cluster("stock.app", stock_app)])
        envoys.append(stock)
        front = Envoy(
            program, folder, "front", [("/orders", "orders"), ("/stock", "stock.internal")],
            [cluster("orders", orders.port), cluster("stock.internal", stock.port)])
        envoys.append(front)
        tell({"admins": {"front": front.admin, "orders": orders.admin, "stock": stock.admin}})
        ended = threading.Event()
        threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
        while not ended.is_set() and min(envoy.looks for envoy in envoys) < 2:
            ended.wait(0.05)
        for number in range(200):
            for path in ["/orders", "/stock", "/nowhere"][: 1 if number % 2 else 3]:
                try:
                    urllib.request.urlopen("http://127.0.0.1:%d%s" % (front.port, path)).read()
                except urllib.error.HTTPError:
                    pass
        tell({"received": RECEIVED})
        ended.wait()
    finally:
        for envoy in envoys:
            # Not asked politely: the signals that the tests block stay blocked in their children.
            envoy.process.kill()
            envoy.process.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    {"captured": captured, "real": real}[sys.argv[1]](sys.argv[2])
