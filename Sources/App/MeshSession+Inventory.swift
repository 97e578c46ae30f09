import Collector
import MeshModel
import Texts

extension MeshSession {
  /// What the mesh consists of, now and after each change, without asking any proxy; ends at once where there is no
  /// Kubernetes.
  public func inventories() -> AsyncStream<MeshInventory> {
    guard let client else { return AsyncStream { $0.finish() } }
    return KubernetesMeshSource(client: client).inventory(namespaces: namespaces)
  }

  /// What the mesh consists of now, without asking any proxy.
  ///
  /// - Throws: `SessionProblem` if the mesh cannot be reached or the user may not read it.
  public func inventory() async throws -> MeshInventory {
    for await inventory in inventories() {
      if let problem = inventory.controlPlaneProblem { throw SessionProblem(problem: problem) }
      return inventory
    }
    throw SessionProblem(problem: ControlPlaneProblem(.other, tr("There is no Kubernetes to ask.")))
  }
}
