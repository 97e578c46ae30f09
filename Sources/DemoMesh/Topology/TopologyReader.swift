import Documents
import MeshModel

/// Reads a mesh from a document; the form is told at `MeshTopology.init(document:)`.
struct TopologyReader {
  /// What calls need to know of the service that they go to.
  private struct Target {
    var port: Int
    var `protocol`: TrafficProtocol
  }

  private let root: TopologyNode
  /// By `name.namespace`.
  private var targets: [String: Target] = [:]

  init(_ document: JSONValue) { root = TopologyNode(value: document, path: JSONPath()) }

  mutating func read() throws(MeshTopologyError) -> MeshTopology {
    try root.expectKeys(["name", "services"])
    let nodes = try root.elements("services")
    guard !nodes.isEmpty else { throw root.failure("needs services") }
    var services: [DemoService] = []
    for node in nodes { services.append(try service(node)) }
    var workloads: [DemoWorkload] = []
    var entries: [EntryLoad] = []
    for (node, service) in zip(nodes, services) {
      workloads += try versions(of: service, node)
      if let entry = node.member("entry") { entries.append(try self.entry(entry, service)) }
    }
    guard !entries.isEmpty else { throw root.failure("needs a service with an entry: the load comes in there") }
    return MeshTopology(
      name: try root.string("name") ?? "file", services: services, workloads: workloads, entries: entries)
  }

  private mutating func service(_ node: TopologyNode) throws(MeshTopologyError) -> DemoService {
    try node.expectKeys(["name", "namespace", "port", "protocol", "entry", "calls", "versions"])
    guard let name = try node.name("name") else { throw node.failure("needs a name") }
    let namespace = try node.name("namespace") ?? "default"
    let word = try node.string("protocol") ?? "http"
    guard let traffic = TrafficProtocol(rawValue: word) else {
      throw TopologyNode(value: .null, path: node.path.appending("protocol")).failure("must be http, grpc or tcp")
    }
    let port = try node.integer("port", in: 1...65535) ?? 8080
    guard targets.updateValue(Target(port: port, protocol: traffic), forKey: "\(name).\(namespace)") == nil else {
      throw node.failure("\(name) in \(namespace) is there twice")
    }
    return DemoService(
      id: ServiceID(namespace: namespace, name: name), labels: ["app": name],
      ports: [ServicePort(name: traffic.rawValue, number: port, targetPort: port)], selector: ["app": name])
  }

  private func versions(of service: DemoService, _ node: TopologyNode) throws(MeshTopologyError) -> [DemoWorkload] {
    let shared = try stages(node, namespace: service.namespace)
    var nodes = try node.elements("versions")
    if nodes.isEmpty { nodes = [TopologyNode(value: ["name": "v1"], path: node.path)] }
    var workloads: [DemoWorkload] = []
    for version in nodes {
      try version.expectKeys([
        "name", "replicas", "serviceTime", "spread", "errorRate", "errorStatus", "capacity", "responseBytes", "calls",
      ])
      guard let name = try version.name("name") else { throw version.failure("needs a name, such as v1") }
      let own = try stages(version, namespace: service.namespace)
      let id = WorkloadID(namespace: service.namespace, name: "\(service.name)-\(name)")
      guard !workloads.contains(where: { $0.id == id }) else { throw version.failure("\(name) is there twice") }
      let time = ServiceTime(
        median: try version.seconds("serviceTime") ?? 0.005, spread: try version.number("spread", in: 0...2) ?? 0.35)
      workloads.append(
        DemoWorkload(
          id: id, labels: ["app": service.name, "version": name], serviceAccount: service.name,
          replicas: try version.integer("replicas", in: 0...1000) ?? 1, port: service.ports[0].targetPort,
          behaviour: WorkloadBehaviour(
            serviceTime: time, stages: version.member("calls") == nil ? shared : own,
            errorRate: try version.number("errorRate", in: 0...1) ?? 0,
            errorStatus: try version.integer("errorStatus", in: 400...599) ?? 500,
            capacity: try version.integer("capacity", in: 1...100_000) ?? 16,
            responseBytes: try version.integer("responseBytes", in: 0...10_000_000) ?? 800)))
    }
    return workloads
  }

  /// Calls by their stage, 1 unless they say otherwise.
  private func stages(_ node: TopologyNode, namespace: String) throws(MeshTopologyError) -> [CallStage] {
    var byStage: [Int: [CallSpec]] = [:]
    for call in try node.elements("calls") {
      try call.expectKeys([
        "service", "path", "method", "probability", "timeout", "attempts", "required", "stage",
      ])
      guard let host = try call.string("service") else { throw call.failure("needs the service that it calls") }
      guard let target = targets[host.contains(".") ? host : "\(host).\(namespace)"] else {
        throw call.failure("\"\(host)\" is no service here; another namespace's is written as name.namespace")
      }
      byStage[try call.integer("stage", in: 1...100) ?? 1, default: []].append(
        CallSpec(
          host: host, port: target.port, path: try call.string("path") ?? "/",
          method: try call.string("method") ?? (target.protocol == .grpc ? "POST" : "GET"),
          probability: try call.number("probability", in: 0...1) ?? 1, protocol: target.protocol,
          timeout: try call.seconds("timeout"), attempts: try call.integer("attempts", in: 1...100) ?? 1,
          isRequired: try call.flag("required") ?? false))
    }
    return byStage.sorted { $0.key < $1.key }.map { CallStage($0.value) }
  }

  private func entry(_ node: TopologyNode, _ service: DemoService) throws(MeshTopologyError) -> EntryLoad {
    try node.expectKeys(["path", "host", "method", "headers", "share"])
    let headers = try node.strings("headers").map { ($0.key.lowercased(), $0.value) }
    return EntryLoad(
      host: try node.string("host") ?? "\(service.name).example.com", path: try node.string("path") ?? "/",
      method: try node.string("method") ?? "GET", headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
      share: try node.number("share", in: 0...1_000_000) ?? 1, service: service.id, port: service.ports[0].number)
  }
}
