import Documents
import Kubernetes
import TrafficConfig

extension KubernetesClient: ClusterAccess {
  public var userName: String { connection.userName }
  public var contextName: String { connection.contextName }
  public var serverURL: String { connection.server.description }

  public func read(_ reference: ObjectReference, apiVersion: String) async throws(KubernetesError) -> JSONValue {
    try await get(
      kind(of: reference, apiVersion: apiVersion), namespace: reference.namespace, name: reference.name)
  }

  public func write(_ write: ObjectWrite, dryRun: Bool) async throws(KubernetesError) -> Written {
    switch write {
    case .create(let reference, let apiVersion, let document):
      let answer = try await create(
        kind(of: reference, apiVersion: apiVersion), namespace: reference.namespace, object: document, dryRun: dryRun)
      return (answer.document, answer.warnings)
    case .replace(let reference, let apiVersion, let document):
      let answer = try await replace(
        kind(of: reference, apiVersion: apiVersion), namespace: reference.namespace, name: reference.name,
        object: document, dryRun: dryRun)
      return (answer.document, answer.warnings)
    case .delete(let reference, let apiVersion, let version):
      let answer = try await delete(
        kind(of: reference, apiVersion: apiVersion), namespace: reference.namespace, name: reference.name,
        resourceVersion: version, dryRun: dryRun)
      return (nil, answer.warnings)
    }
  }

  public func service(namespace: String, name: String) async throws(KubernetesError) -> ServiceRecord? {
    ServiceRecord(try await get(.services, namespace: namespace, name: name))
  }

  public func pods(namespace: String?, labels: [String: String]) async throws(KubernetesError) -> [PodRecord] {
    let selector = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    let list = try await list(
      .pods, namespace: namespace,
      selector: ListSelector(labels: selector.isEmpty ? nil : selector, fields: "status.phase=Running"))
    return list.items.compactMap(PodRecord.init)
  }

  public func askProxy(
    namespace: String, pod: String, port: Int, path: String, deadline: Duration
  ) async throws(KubernetesError) -> [UInt8] {
    if port == ProxyAnswer.adminPort {
      return try await proxyAdmin(
        namespace: namespace, pod: pod, path: path, deadline: deadline, maxBytes: 16_000_000)
    }
    return try await podProxy(
      namespace: namespace, pod: pod, port: port, path: path, deadline: deadline, maxBytes: 16_000_000)
  }

  private func kind(of reference: ObjectReference, apiVersion: String) throws(KubernetesError) -> ResourceKind {
    if let kind = ResourceKind.of(kind: reference.kind, apiVersion: apiVersion) { return kind }
    throw KubernetesError(
      .notServed,
      request: RequestSummary(
        verb: "get", resource: "\(reference.kind).\(apiVersion)", namespace: reference.namespace,
        name: reference.name, server: connection.server.description))
  }
}
