import Documents
import Kubernetes
import TrafficConfig

@testable import Changes

/// A cluster whose writes wait until a test lets them through.
struct HeldCluster: ClusterAccess {
  private let cluster: FakeCluster
  private let gate: AsyncStream<Void>
  private let reached: AsyncStream<Void>.Continuation

  /// - Parameters:
  ///   - gate: writes go on when it ends.
  ///   - reached: gets an element for every write that waits.
  init(_ cluster: FakeCluster, gate: AsyncStream<Void>, reached: AsyncStream<Void>.Continuation) {
    self.cluster = cluster
    self.gate = gate
    self.reached = reached
  }

  var userName: String { cluster.userName }
  var contextName: String { cluster.contextName }
  var serverURL: String { cluster.serverURL }

  func read(_ reference: ObjectReference, apiVersion: String) async throws(KubernetesError) -> JSONValue {
    try await cluster.read(reference, apiVersion: apiVersion)
  }

  func write(_ write: ObjectWrite, dryRun: Bool) async throws(KubernetesError) -> Written {
    reached.yield()
    for await _ in gate {}
    return try await cluster.write(write, dryRun: dryRun)
  }

  func service(namespace: String, name: String) async throws(KubernetesError) -> ServiceRecord? {
    try await cluster.service(namespace: namespace, name: name)
  }

  func pods(namespace: String?, labels: [String: String]) async throws(KubernetesError) -> [PodRecord] {
    try await cluster.pods(namespace: namespace, labels: labels)
  }

  func askProxy(
    namespace: String, pod: String, port: Int, path: String, deadline: Duration
  ) async throws(KubernetesError) -> [UInt8] {
    try await cluster.askProxy(namespace: namespace, pod: pod, port: port, path: path, deadline: deadline)
  }
}
