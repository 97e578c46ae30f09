import Documents

/// What Istio's injector adds to the pods of a namespace that asks for it.
enum SidecarInjector {
  static let version = "1.31.0"
  static let image = "docker.io/istio/proxyv2:\(version)"

  /// Adds the proxy and its labels where the namespace has `istio-injection: enabled` and the pod does not refuse.
  static func inject(_ pod: inout JSONValue, namespace: JSONValue, workload: String) {
    let labels = pod.labels
    guard namespace.labels["istio-injection"] == "enabled", labels["sidecar.istio.io/inject"] != "false",
      pod.annotations["sidecar.istio.io/inject"] != "false", pod.value("spec", "hostNetwork")?.bool != true
    else { return }
    let containers = pod.value("spec", "containers")?.array ?? []
    guard !containers.contains(where: { $0["name"]?.string == "istio-proxy" }) else { return }
    let app = containers.first?["name"]?.string ?? ""
    let port = containers.first?["ports"]?[0]?["containerPort"]?.int ?? 0
    pod[["spec", "containers"]] = .array(containers + [proxy(appPort: port, workload: workload)])
    pod[["spec", "initContainers"]] = .array((pod.value("spec", "initContainers")?.array ?? []) + [initContainer])
    let name = labels["app.kubernetes.io/name"] ?? labels["app"] ?? workload
    let revision = labels["app.kubernetes.io/version"] ?? labels["version"] ?? "latest"
    for (key, value) in [
      ("security.istio.io/tlsMode", "istio"), ("service.istio.io/canonical-name", name),
      ("service.istio.io/canonical-revision", revision),
    ] where labels[key] == nil {
      pod[["metadata", "labels", .key(key)]] = .string(value)
    }
    for (key, value) in [
      ("istio.io/rev", "default"), ("kubectl.kubernetes.io/default-container", app),
      ("kubectl.kubernetes.io/default-logs-container", app), ("prometheus.io/path", "/stats/prometheus"),
      ("prometheus.io/port", "15020"), ("prometheus.io/scrape", "true"),
      (
        "sidecar.istio.io/status",
        #"{"initContainers":["istio-init"],"containers":["istio-proxy"],"volumes":null,"revision":"default"}"#
      ),
    ] where pod.annotations[key] == nil {
      pod[["metadata", "annotations", .key(key)]] = .string(value)
    }
  }

  private static func proxy(appPort: Int, workload: String) -> JSONValue {
    [
      "name": "istio-proxy", "image": .string(image), "imagePullPolicy": "IfNotPresent",
      "args": ["proxy", "sidecar", "--domain", "$(POD_NAMESPACE).svc.cluster.local"],
      "env": [
        ["name": "PILOT_CERT_PROVIDER", "value": "istiod"],
        ["name": "CA_ADDR", "value": "istiod.istio-system.svc:15012"],
        ["name": "POD_NAME", "valueFrom": ["fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.name"]]],
        ["name": "POD_NAMESPACE", "valueFrom": ["fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.namespace"]]],
        ["name": "INSTANCE_IP", "valueFrom": ["fieldRef": ["apiVersion": "v1", "fieldPath": "status.podIP"]]],
        ["name": "ISTIO_META_APP_CONTAINERS", "value": .string(workload)],
        ["name": "ISTIO_META_CLUSTER_ID", "value": "Kubernetes"],
        ["name": "ISTIO_META_WORKLOAD_NAME", "value": .string(workload)],
        ["name": "ISTIO_META_POD_PORTS", "value": .string("[{\"containerPort\":\(appPort),\"protocol\":\"TCP\"}]")],
      ],
      "ports": [["containerPort": 15090, "name": "http-envoy-prom", "protocol": "TCP"]],
      "readinessProbe": [
        "failureThreshold": 4, "httpGet": ["path": "/healthz/ready", "port": 15021, "scheme": "HTTP"],
        "periodSeconds": 15, "successThreshold": 1, "timeoutSeconds": 3,
      ],
      "resources": [
        "limits": ["cpu": "2", "memory": "1Gi"], "requests": ["cpu": "100m", "memory": "128Mi"],
      ],
      "securityContext": [
        "allowPrivilegeEscalation": false, "privileged": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true,
        "runAsUser": 1337, "runAsGroup": 1337,
      ],
      "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
    ]
  }

  private static let initContainer: JSONValue = [
    "name": "istio-init", "image": .string(image), "imagePullPolicy": "IfNotPresent",
    "args": [
      "istio-iptables", "-p", "15001", "-z", "15006", "-u", "1337", "-m", "REDIRECT", "-i", "*", "-x", "", "-b", "*",
      "-d", "15090,15021,15020", "--log_output_level=default:info",
    ],
    "resources": [:], "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
  ]
}
