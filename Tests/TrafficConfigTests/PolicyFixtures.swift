import Documents
import MeshModel

@testable import TrafficConfig

extension Fixtures {
  /// An object of a kind that is only read.
  static func other(
    _ kind: String, _ spec: String, name: String = "it", namespace: String = "default", created: String? = nil,
    status: String? = nil, labels: [String: String] = [:]
  ) throws -> JSONValue {
    var object = try document(kind, spec, name: name, namespace: namespace, created: created)
    if let status { object["status"] = try YAMLText.parse(status) }
    if !labels.isEmpty {
      object[["metadata", "labels"]] = .object(JSONObject(labels.map { ($0.key, JSONValue.string($0.value)) }))
    }
    return object
  }

  /// Bookinfo in `default`, a gateway's pods in `istio-system`, and what is asked for besides.
  static func policies(
    _ others: [JSONValue] = [], virtualServices: [VirtualService] = [], destinationRules: [DestinationRule] = [],
    gateways: [Gateway] = [], services: [ServiceInfo] = [], workloads: [WorkloadInfo] = [],
    listed: Set<String>? = nil, namespaces: [NamespaceInfo] = [], replaced: Bool = false
  ) -> MeshConfiguration {
    let base = bookinfo()
    return MeshConfiguration(
      virtualServices: virtualServices, destinationRules: destinationRules, gateways: gateways,
      services: (replaced ? [] : base.services) + services, workloads: (replaced ? [] : base.workloads) + workloads,
      externalHosts: others.filter { $0["kind"]?.string == "ServiceEntry" }.flatMap {
        $0["spec"]?["hosts"]?.strings ?? []
      },
      otherObjects: others, listedKinds: listed ?? Set(others.compactMap { $0["kind"]?.string }),
      namespaceInfos: namespaces)
  }

  /// What is found, as `code name path`, the gravest first.
  static func found(_ mesh: MeshConfiguration, namespaces: Set<String>? = nil) -> [String] {
    var context = ValidationContext(inferredFrom: mesh)
    context.namespaces = namespaces
    return Validator.crossObject(mesh, context: context).map {
      "\($0.code) \($0.level.rawValue) \($0.object.name) \($0.path)"
    }
  }

  /// A workload whose pods have no sidecar and are in ambient mode.
  static func ambientWorkload(_ app: String, _ version: String = "v1", namespace: String = "default") -> WorkloadInfo {
    var workload = workload(app, version, namespace: namespace)
    for index in workload.pods.indices {
      workload.pods[index].hasProxy = false
      workload.pods[index].isAmbient = true
    }
    return workload
  }
}
