"""Stats endpoints that misbehave, one per path; prints its port and serves until its standard input ends."""

import http.server, sys, threading, time

LABELS = (
    'reporter="{r}",source_workload="{s}",source_canonical_service="{s}",source_canonical_revision="v1",'
    'source_workload_namespace="default",source_principal="",source_app="{s}",source_version="v1",'
    'source_cluster="Kubernetes",destination_workload="{d}-v1",destination_workload_namespace="default",'
    'destination_principal="",destination_app="{d}",destination_version="v1",'
    'destination_service="{d}.default.svc.cluster.local",destination_canonical_service="{d}",'
    'destination_canonical_revision="v1",destination_service_name="{d}",destination_service_namespace="default",'
    'destination_cluster="Kubernetes",request_protocol="http",response_code="200",grpc_response_status="",'
    'response_flags="-",connection_security_policy="mutual_tls"'
)
START = time.monotonic()


def page(source, target, value=None):
    count = int((time.monotonic() - START) * 40) if value is None else value
    labels = LABELS.format(r="source", s=source, d=target)
    return f"# TYPE istio_requests_total counter\nistio_requests_total{{{labels}}} {count}\n".encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *_):
        pass

    def answer(self, status, body, length=None):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path.split("?")[0].strip("/").split("/")[0]
        if path == "good":
            self.answer(200, page("front", "back"))
        elif path == "escape":
            self.answer(200, page("evil\x1b[2J\x1b]0;owned\x07", "back"))
        elif path == "hang":
            time.sleep(3600)
        elif path == "error":
            self.answer(500, b"upstream is on fire")
        elif path == "garbage":
            self.answer(200, bytes(range(256)) * 64)
        elif path == "half":
            body = page("front", "half")
            self.answer(200, body[: len(body) // 2], length=len(body))
        elif path == "nan":
            self.answer(200, page("front", "odd", "NaN"))
        elif path == "huge":
            line = page("front", "large", 7)
            self.answer(200, line * ((80 << 20) // len(line)))


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that hangs up on a bad answer is what is wanted here."""


server = Server(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
