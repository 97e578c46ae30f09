import Documents
import Kubernetes
import MeshModel
import Synchronization
import TrafficConfig

@testable import Changes

/// A cluster in memory with resourceVersions, that fails where a test wants it to.
final class FakeCluster: ClusterAccess {
  /// What happens to one call.
  enum Fault: Sendable, Hashable {
    /// The connection breaks before the request arrives.
    case lost
    /// The request is carried out, its answer is lost.
    case answerLost
    case refused(KubernetesError.Reason)
  }

  struct State {
    var objects: [ObjectReference: JSONValue] = [:]
    var version = 100
    /// All calls so far, such as `read VirtualService a/r` or `dry-run update …`.
    var calls: [String] = []
    /// By the number of the call, from 0.
    var faults: [Int: Fault] = [:]
    /// From this call on, nothing gets through.
    var isDownFrom: Int?
    /// Runs after the call of that number, for changes by somebody else.
    var afterCall: [Int: @Sendable (FakeCluster) -> Void] = [:]
    var services: [ObjectKey: ServiceRecord] = [:]
    var pods: [PodRecord] = []
    /// Answers of proxies by port and pod; the closure sees the objects.
    var proxy: (@Sendable (FakeCluster, String, Int) -> String?)?
    /// The same for the routes that a pod's proxy has; the other closure is asked where this one says nothing.
    var routes: (@Sendable (FakeCluster, String) -> String?)?
    /// The plain statistics of refused updates.
    var rejections: (@Sendable (FakeCluster, String) -> String?)?
    /// How the question for a proxy's admin interface fails where no closure answers.
    var adminFailure = KubernetesError.Reason.server(code: 503, message: "refused")
    /// What the server warns of at each write.
    var warnings: [String] = []
    var podsForbiddenClusterWide = false
    /// What a mutating webhook writes into an annotation of every object.
    var adornment: String?
  }

  let state = Mutex(State())
  let userName = "ann"
  let contextName: String
  let serverURL: String

  init(_ objects: [JSONValue] = [], context: String = "test", server: String = "https://test:1") {
    contextName = context
    serverURL = server
    for object in objects { put(object) }
  }

  // MARK: - For tests

  subscript(_ reference: ObjectReference) -> JSONValue? { state.withLock { $0.objects[reference] } }
  var calls: [String] { state.withLock { $0.calls } }
  /// The objects by what people decide of them.
  var contents: [ObjectReference: JSONValue] { state.withLock { $0.objects.mapValues(ObjectContent.of) } }

  /// Writes as somebody else.
  @discardableResult
  func put(_ object: JSONValue, manager: String = "kubectl-edit") -> JSONValue {
    state.withLock { state in
      state.version += 1
      var object = object
      object[["metadata", "resourceVersion"]] = .string(String(state.version))
      object[["metadata", "uid"]] = Self.uid(ObjectReference(document: object), state)
      object[["metadata", "managedFields"]] = [["manager": .string(manager), "time": "2026-11-24T06:00:00Z"]]
      state.objects[ObjectReference(document: object)] = object
      return object
    }
  }

  /// Kept as long as the object exists; a new one has another.
  private static func uid(_ reference: ObjectReference, _ state: State) -> JSONValue {
    state.objects[reference]?["metadata"]?["uid"] ?? .string("uid-\(state.version)")
  }

  func remove(_ reference: ObjectReference) { state.withLock { $0.objects[reference] = nil } }
  func resetCalls() {
    state.withLock { state in
      state.calls = []
      state.faults = [:]
      state.isDownFrom = nil
      state.afterCall = [:]
    }
  }

  // MARK: - ClusterAccess

  private enum Answer<Value: Sendable>: Sendable {
    case success(Value)
    case failure(KubernetesError.Reason)
  }

  private func call<Value: Sendable>(
    _ name: String, _ verb: String, _ reference: ObjectReference,
    _ body: (inout State) -> Answer<Value>
  ) throws(KubernetesError) -> Value {
    let (result, hook) = state.withLock { state in
      let number = state.calls.count
      state.calls.append("\(name) \(reference)")
      let fault: Fault? = state.isDownFrom.map { number >= $0 } == true ? .lost : state.faults[number]
      let result: Answer<Value>
      switch fault {
      case .lost: result = .failure(.truncated)
      case .refused(let reason): result = .failure(reason)
      case .answerLost:
        _ = body(&state)
        result = .failure(.truncated)
      case nil: result = body(&state)
      }
      return (result, state.afterCall[number])
    }
    hook?(self)
    switch result {
    case .success(let value): return value
    case .failure(let reason):
      throw KubernetesError(
        reason,
        request: RequestSummary(
          verb: verb, resource: reference.kind, namespace: reference.namespace, name: reference.name,
          server: "https://test:1"))
    }
  }

  func read(_ reference: ObjectReference, apiVersion: String) async throws(KubernetesError) -> JSONValue {
    try call("read", "get", reference) { state in
      state.objects[reference].map { .success($0) } ?? .failure(.notFound("\(reference) not found"))
    }
  }

  func write(_ write: ObjectWrite, dryRun: Bool) async throws(KubernetesError) -> Written {
    (try stored(write, dryRun), state.withLock { $0.warnings })
  }

  private func stored(_ write: ObjectWrite, _ dryRun: Bool) throws(KubernetesError) -> JSONValue? {
    let reference = write.reference
    let prefix = dryRun ? "dry-run " : ""
    switch write {
    case .create(_, _, let document):
      return try call(prefix + "create", "create", reference) { state in
        if state.objects[reference] != nil { return .failure(.alreadyExists("exists")) }
        return .success(Self.store(document, reference, dryRun, &state))
      }
    case .replace(_, _, let document):
      return try call(prefix + "update", "update", reference) { state in
        guard let live = state.objects[reference] else { return .failure(.notFound("gone")) }
        guard ObjectContent.version(live) == ObjectContent.version(document) else {
          return .failure(.conflict("the object has been modified", causes: []))
        }
        return .success(Self.store(document, reference, dryRun, &state))
      }
    case .delete(_, _, let version):
      return try call(prefix + "delete", "delete", reference) { state in
        guard let live = state.objects[reference] else { return .failure(.notFound("gone")) }
        guard version == nil || ObjectContent.version(live) == version else {
          return .failure(.conflict("precondition", causes: []))
        }
        if !dryRun { state.objects[reference] = nil }
        return .success(nil)
      }
    }
  }

  /// As an API server does: an unknown field `spec.typo` is dropped, the version moves on.
  private static func store(
    _ document: JSONValue, _ reference: ObjectReference, _ dryRun: Bool, _ state: inout State
  ) -> JSONValue {
    var stored = document
    stored[["spec", "typo"]] = nil
    if let adornment = state.adornment { stored[["metadata", "annotations", "adorned-by"]] = .string(adornment) }
    if dryRun { return stored }
    state.version += 1
    stored[["metadata", "resourceVersion"]] = .string(String(state.version))
    stored[["metadata", "uid"]] = uid(reference, state)
    stored[["metadata", "managedFields"]] = [["manager": "vigla", "time": "2026-11-24T07:00:00Z"]]
    state.objects[reference] = stored
    return stored
  }

  func service(namespace: String, name: String) async throws(KubernetesError) -> ServiceRecord? {
    state.withLock { $0.services[ObjectKey(namespace: namespace, name: name)] }
  }

  func pods(namespace: String?, labels: [String: String]) async throws(KubernetesError) -> [PodRecord] {
    let (pods, forbidden) = state.withLock { ($0.pods, $0.podsForbiddenClusterWide && namespace == nil) }
    if forbidden {
      throw KubernetesError(.forbidden("no"), request: RequestSummary(verb: "list", resource: "pods", server: "s"))
    }
    return pods.filter { pod in
      (namespace == nil || pod.namespace == namespace) && labels.allSatisfy { pod.info.labels[$0.key] == $0.value }
    }
  }

  func askProxy(
    namespace: String, pod: String, port: Int, path: String, deadline: Duration
  ) async throws(KubernetesError) -> [UInt8] {
    let (proxy, routes, rejections, failure) = state.withLock { ($0.proxy, $0.routes, $0.rejections, $0.adminFailure) }
    var answer: String?
    if path.contains("dynamic_route_configs") { answer = routes?(self, pod) }
    if path.contains("update_rejected") { answer = rejections?(self, pod) }
    guard let answer = answer ?? proxy?(self, pod, port) else {
      throw KubernetesError(
        failure, request: RequestSummary(verb: "get", resource: "pods/proxy", server: "s"))
    }
    return Array(answer.utf8)
  }
}
