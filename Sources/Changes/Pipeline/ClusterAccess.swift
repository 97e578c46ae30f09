import Documents
import Kubernetes
import TrafficConfig

/// What the change pipeline needs of a cluster.
public protocol ClusterAccess: Sendable {
  /// The object as stored, nil after a deletion; and the warnings that the server sent along.
  typealias Written = (stored: JSONValue?, warnings: [String])

  /// Who makes the changes, as the kubeconfig names them.
  var userName: String { get }
  /// The kubeconfig's context.
  var contextName: String { get }
  /// The API server's URL, always spelled the same way.
  var serverURL: String { get }

  /// The object as it is now.
  func read(_ reference: ObjectReference, apiVersion: String) async throws(KubernetesError) -> JSONValue
  /// Writes, or with `dryRun` only asks whether it would be accepted.
  func write(_ write: ObjectWrite, dryRun: Bool) async throws(KubernetesError) -> Written
  func service(namespace: String, name: String) async throws(KubernetesError) -> ServiceRecord?
  /// Running pods with all of these labels, in one namespace or, with nil, in all.
  func pods(namespace: String?, labels: [String: String]) async throws(KubernetesError) -> [PodRecord]
  /// Gets a path of a proxy's port; of its admin port 15000 by whatever way leads to it.
  func askProxy(
    namespace: String, pod: String, port: Int, path: String, deadline: Duration
  ) async throws(KubernetesError) -> [UInt8]
}
