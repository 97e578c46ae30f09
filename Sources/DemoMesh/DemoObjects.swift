import Documents
import MeshModel

/// The objects of a demo's cluster: what an administrator would have applied, and what a cluster brings along.
struct DemoObjects: Sendable {
  let topology: MeshTopology
  /// The API's own address, for the `kubernetes` service.
  let apiURL: String

  /// In the order of creation.
  var all: [JSONValue] {
    system + DemoAccess.objects + DemoIstioInstallation.objects
      + topology.serviceAccounts.map { serviceAccount($0.namespace, $0.name) }
      + topology.allServices.map(service) + topology.allWorkloads.map(deployment)
  }

  private var system: [JSONValue] {
    let standard = ["default", "kube-node-lease", "kube-public", "kube-system"]
    let all = Set(standard + topology.namespaces + [MeshDefaults.rootNamespace]).sorted()
    let meshed = Set(topology.workloads.map(\.namespace))
    return all.map { namespace($0, injects: meshed.contains($0)) } + [node, kubernetesService]
  }

  private func namespace(_ name: String, injects: Bool) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "Namespace",
      "metadata": ["name": .string(name), "labels": JSONValue(injects ? ["istio-injection": "enabled"] : [:])],
    ]
  }

  private var node: JSONValue {
    [
      "apiVersion": "v1", "kind": "Node",
      "metadata": [
        "name": .string(ControllerPass.nodeName),
        "labels": [
          "kubernetes.io/hostname": .string(ControllerPass.nodeName), "kubernetes.io/os": "linux",
          "node-role.kubernetes.io/control-plane": "",
        ],
      ],
      "spec": [:],
      "status": [
        "addresses": [
          ["type": "InternalIP", "address": "127.0.0.1"],
          ["type": "Hostname", "address": .string(ControllerPass.nodeName)],
        ],
        "conditions": [
          [
            "type": "Ready", "status": "True", "reason": "KubeletReady",
            "message": "the demo's node runs no containers",
          ]
        ],
        "nodeInfo": [
          "kubeletVersion": .string(APIServer.version), "osImage": "Vigla demo", "kernelVersion": "simulated",
          "containerRuntimeVersion": "simulated", "architecture": "amd64", "operatingSystem": "linux",
        ],
      ],
    ]
  }

  private var kubernetesService: JSONValue {
    let port = apiURL.split(separator: ":").last.flatMap { Int($0) } ?? 443
    return [
      "apiVersion": "v1", "kind": "Service",
      "metadata": [
        "name": "kubernetes", "namespace": "default",
        "labels": ["component": "apiserver", "provider": "kubernetes"],
      ],
      "spec": [
        "clusterIP": "10.96.0.1",
        "ports": [["name": "https", "port": 443, "protocol": "TCP", "targetPort": JSONValue(port)]],
      ],
    ]
  }

  private func serviceAccount(_ namespace: String, _ name: String) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "ServiceAccount",
      "metadata": ["name": .string(name), "namespace": .string(namespace)],
    ]
  }

  private func service(_ service: DemoService) -> JSONValue {
    let isGateway = service.id == topology.gateway.service.id
    let ports = service.ports.map { port -> JSONValue in
      var object: JSONObject = [
        "name": .string(port.name), "port": JSONValue(port.number), "targetPort": JSONValue(port.targetPort),
        "protocol": "TCP",
      ]
      if let app = port.appProtocol { object["appProtocol"] = .string(app) }
      return .object(object)
    }
    return [
      "apiVersion": "v1", "kind": "Service",
      "metadata": [
        "name": .string(service.name), "namespace": .string(service.namespace), "labels": JSONValue(service.labels),
      ],
      "spec": [
        "type": isGateway ? "LoadBalancer" : "ClusterIP", "selector": JSONValue(service.selector),
        "ports": .array(ports),
      ],
    ]
  }

  private func deployment(_ workload: DemoWorkload) -> JSONValue {
    let isGateway = workload.id == topology.gateway.workload.id
    let selector = workload.labels.filter { ["app", "version", "istio"].contains($0.key) }
    return [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": [
        "name": .string(workload.name), "namespace": .string(workload.namespace), "labels": JSONValue(selector),
      ],
      "spec": [
        "replicas": JSONValue(workload.replicas), "selector": ["matchLabels": JSONValue(selector)],
        "template": [
          "metadata": [
            "labels": JSONValue(workload.labels),
            "annotations": isGateway
              ? [
                "prometheus.io/path": "/stats/prometheus", "prometheus.io/port": "15020",
                "prometheus.io/scrape": "true",
              ] : [:],
          ],
          "spec": [
            "serviceAccountName": .string(workload.serviceAccount),
            "containers": [isGateway ? DemoIstioInstallation.gatewayContainer : application(workload)],
          ],
        ],
      ],
    ]
  }

  private func application(_ workload: DemoWorkload) -> JSONValue {
    let app = workload.app ?? workload.name
    let version = workload.version ?? "v1"
    let image =
      topology.name == "bookinfo"
      ? "docker.io/istio/examples-bookinfo-\(app)-\(version):1.20.3" : "registry.example/\(app):\(version)"
    return [
      "name": .string(app), "image": .string(image), "imagePullPolicy": "IfNotPresent",
      "ports": [["containerPort": JSONValue(workload.port), "protocol": "TCP"]],
    ]
  }
}
