import Documents

/// The columns of each kind, as kube-apiserver's printers and Istio's CRDs define them.
enum TableColumns {
  static func columns(of type: ResourceType) -> [TableColumn] {
    byKind[type.kind] ?? [.name, .createdAt]
  }

  private static let byKind: [String: [TableColumn]] = [
    "VirtualService": [
      .name, .field("Gateways", "spec", "gateways"), .field("Hosts", "spec", "hosts"), .age,
    ],
    "DestinationRule": [.name, .field("Host", "spec", "host"), .age],
    "Gateway": [.name, .age],
    "ServiceEntry": [
      .name, .field("Hosts", "spec", "hosts"), .field("Location", "spec", "location"),
      .field("Resolution", "spec", "resolution"), .age,
    ],
    "Sidecar": [.name, .age],
    "Namespace": [.name, .text("Status", "status", "phase"), .age],
    "Pod": pod,
    "Service": service,
    "Deployment": deployment,
    "ReplicaSet": replicaSet,
    "Endpoints": [.name, TableColumn("Endpoints") { object, _ in .string(endpoints(of: object)) }, .age],
    "EndpointSlice": endpointSlice,
    "ServiceAccount": [.name, .count("Secrets", "secrets"), .age],
    "ConfigMap": [.name, .count("Data", "data"), .age],
    "Secret": [.name, .text("Type", "type"), .count("Data", "data"), .age],
    "Event": event,
    "Node": node,
    "CustomResourceDefinition": [.name, .createdAt],
  ]

  private static let service: [TableColumn] = [
    .name, .text("Type", "spec", "type"), .text("Cluster-IP", "spec", "clusterIP"),
    TableColumn("External-IP") { object, _ in
      guard object.value("spec", "type")?.string == "LoadBalancer" else { return "<none>" }
      let addresses = object.value("status", "loadBalancer", "ingress")?.array?.compactMap { $0["ip"]?.string } ?? []
      return .string(addresses.isEmpty ? "<pending>" : addresses.joined(separator: ","))
    },
    TableColumn("Port(s)") { object, _ in
      let ports = (object.value("spec", "ports")?.array ?? []).map { port in
        let node = port["nodePort"]?.int.map { ":\($0)" } ?? ""
        return "\(port["port"]?.int ?? 0)\(node)/\(port["protocol"]?.string ?? "TCP")"
      }
      return .string(ports.isEmpty ? "<none>" : ports.joined(separator: ","))
    },
    .age,
    TableColumn("Selector", wide: true) { object, _ in
      .string(labels(object.value("spec", "selector")?.stringMap ?? [:]))
    },
  ]

  private static let containers: [TableColumn] = [
    TableColumn("Containers", wide: true) { object, _ in .string(templateContainers(object, "name")) },
    TableColumn("Images", wide: true) { object, _ in .string(templateContainers(object, "image")) },
    TableColumn("Selector", wide: true) { object, _ in
      .string(LabelSelector(object: object.value("spec", "selector")).text)
    },
  ]

  private static let deployment: [TableColumn] =
    [
      .name,
      TableColumn("Ready") { object, _ in
        .string(
          "\(object.value("status", "readyReplicas")?.int ?? 0)/\(object.value("spec", "replicas")?.int ?? 0)")
      },
      .number("Up-to-date", "status", "updatedReplicas"), .number("Available", "status", "availableReplicas"), .age,
    ] + containers

  private static let replicaSet: [TableColumn] =
    [
      .name, .number("Desired", "spec", "replicas"), .number("Current", "status", "replicas"),
      .number("Ready", "status", "readyReplicas"), .age,
    ] + containers

  private static let endpointSlice: [TableColumn] = [
    .name, .text("AddressType", "addressType"),
    TableColumn("Ports") { object, _ in
      let ports = (object["ports"]?.array ?? []).compactMap { $0["port"]?.int }.map(String.init)
      return .string(ports.isEmpty ? "<unset>" : shortened(ports))
    },
    TableColumn("Endpoints") { object, _ in
      let addresses = (object["endpoints"]?.array ?? []).flatMap { $0["addresses"]?.strings ?? [] }
      return .string(addresses.isEmpty ? "<unset>" : shortened(addresses))
    },
    .age,
  ]

  private static let event: [TableColumn] = [
    TableColumn("Last Seen") { object, now in
      .string(TableColumn.age(object["lastTimestamp"] ?? object.metadata["creationTimestamp"], now))
    },
    .text("Type", "type"), .text("Reason", "reason"),
    TableColumn("Object") { object, _ in
      let kind = object.value("involvedObject", "kind")?.string ?? ""
      return .string("\(kind.lowercased())/\(object.value("involvedObject", "name")?.string ?? "")")
    },
    .text("Subobject", wide: true, "involvedObject", "fieldPath"),
    TableColumn("Source", wide: true) { object, _ in
      let parts = [object.value("source", "component"), object.value("source", "host")].compactMap { $0?.string }
      return .string(parts.joined(separator: ", "))
    },
    .text("Message", "message"),
    TableColumn("First Seen", wide: true) { object, now in
      .string(TableColumn.age(object["firstTimestamp"] ?? object.metadata["creationTimestamp"], now))
    },
    .number("Count", wide: true, "count"),
    TableColumn("Name", format: "name", wide: true) { object, _ in .string(object.objectName) },
  ]

  private static let node: [TableColumn] = [
    .name, TableColumn("Status") { _, _ in "Ready" }, TableColumn("Roles") { _, _ in "control-plane" }, .age,
    .text("Version", "status", "nodeInfo", "kubeletVersion"),
    TableColumn("Internal-IP", wide: true) { object, _ in
      object.value("status", "addresses")?.array?.first { $0["type"]?.string == "InternalIP" }?["address"] ?? "<none>"
    },
    TableColumn("External-IP", wide: true) { _, _ in "<none>" },
    .text("OS-Image", wide: true, "status", "nodeInfo", "osImage"),
    .text("Kernel-Version", wide: true, "status", "nodeInfo", "kernelVersion"),
    .text("Container-Runtime", wide: true, "status", "nodeInfo", "containerRuntimeVersion"),
  ]

  // MARK: pods

  private static let pod: [TableColumn] = [
    .name,
    TableColumn("Ready") { object, _ in
      let total = object.value("spec", "containers")?.array?.count ?? 0
      let ready = object.value("status", "containerStatuses")?.array?.filter { $0["ready"]?.bool == true }.count ?? 0
      return .string("\(ready)/\(total)")
    },
    TableColumn("Status") { object, _ in .string(podStatus(object)) },
    TableColumn("Restarts") { object, _ in
      let counts = object.value("status", "containerStatuses")?.array?.compactMap { $0["restartCount"]?.int } ?? []
      return .string(String(counts.reduce(0, +)))
    },
    .age, .text("IP", wide: true, "status", "podIP"), .text("Node", wide: true, "spec", "nodeName"),
    TableColumn("Nominated Node", wide: true) { _, _ in "<none>" },
    TableColumn("Readiness Gates", wide: true) { _, _ in "<none>" },
  ]

  private static func podStatus(_ pod: JSONValue) -> String {
    if pod.isTerminating { return "Terminating" }
    let waiting = (pod.value("status", "containerStatuses")?.array ?? []).lazy
      .compactMap { $0.value("state", "waiting", "reason")?.string }.first
    return waiting ?? pod.value("status", "reason")?.string ?? pod.value("status", "phase")?.string ?? "Pending"
  }

  // MARK: texts

  private static func endpoints(of object: JSONValue) -> String {
    let pairs = (object["subsets"]?.array ?? []).flatMap { subset -> [String] in
      let addresses = (subset["addresses"]?.array ?? []).compactMap { $0["ip"]?.string }
      return (subset["ports"]?.array ?? []).compactMap { $0["port"]?.int }.flatMap { port in
        addresses.map { "\($0):\(port)" }
      }
    }
    return pairs.isEmpty ? "<none>" : shortened(pairs)
  }

  private static func shortened(_ list: [String]) -> String {
    let shown = list.prefix(3).joined(separator: ",")
    return list.count > 3 ? "\(shown) + \(list.count - 3) more..." : shown
  }

  private static func labels(_ labels: [String: String]) -> String {
    let text = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return text.isEmpty ? "<none>" : text
  }

  private static func templateContainers(_ object: JSONValue, _ field: String) -> String {
    (object.value("spec", "template", "spec", "containers")?.array ?? [])
      .compactMap { $0[field]?.string }.joined(separator: ",")
  }
}

extension TableColumn {
  fileprivate static let createdAt = TableColumn("Created At", type: "date") { object, _ in
    object.metadata["creationTimestamp"] ?? .null
  }

  fileprivate static func text(_ name: String, wide: Bool = false, _ path: String...) -> TableColumn {
    TableColumn(name, wide: wide) { object, _ in
      var value: JSONValue? = object
      for key in path { value = value?[key] }
      return .string(value?.string ?? "<none>")
    }
  }

  fileprivate static func number(_ name: String, wide: Bool = false, _ path: String...) -> TableColumn {
    TableColumn(name, type: "integer", wide: wide) { object, _ in
      var value: JSONValue? = object
      for key in path { value = value?[key] }
      return JSONValue(value?.int ?? 0)
    }
  }

  /// The number of members or items of a field.
  fileprivate static func count(_ name: String, _ key: String) -> TableColumn {
    TableColumn(name, type: "integer") { object, _ in
      JSONValue(object[key]?.object?.count ?? object[key]?.array?.count ?? 0)
    }
  }
}
