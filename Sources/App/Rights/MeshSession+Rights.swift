import Collector
import Kubernetes
import MeshModel
import Texts

extension MeshSession {
  /// What the user may do here.
  ///
  /// - Parameters:
  ///   - controlPlanes: the namespaces of control planes.
  ///   - needs: what is asked about.
  /// - Throws: `KubernetesError` if the server does not answer; `SessionProblem` where there is no Kubernetes.
  public func rights(controlPlanes: [String], needs: [Need] = Need.all) async throws -> Rights {
    guard let client else {
      throw SessionProblem(problem: ControlPlaneProblem(.other, tr("There is no Kubernetes to ask.")))
    }
    return try await RightsSurvey(client: client, namespaces: namespaces, controlPlanes: controlPlanes).rights(needs)
  }

  /// The namespaces in which the user may list pods.
  ///
  /// - Throws: `KubernetesError` if namespaces cannot be listed.
  public func readableNamespaces() async throws -> [String] {
    guard let client else { return [] }
    let list = try await client.list(.namespaces, namespace: nil)
    let names = list.items.compactMap { $0["metadata"]?["name"]?.string }.sorted()
    return try await RightsSurvey(client: client, namespaces: nil, controlPlanes: []).readable(names)
  }
}
