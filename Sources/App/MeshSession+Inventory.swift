import Collector

extension MeshSession {
  /// What the mesh consists of, now and after each change, without asking any proxy; ends at once where there is no
  /// Kubernetes.
  public func inventories() -> AsyncStream<MeshInventory> {
    guard let client else { return AsyncStream { $0.finish() } }
    return KubernetesMeshSource(client: client).inventory(namespaces: namespaces)
  }
}
