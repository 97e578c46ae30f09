import Kubernetes
import MeshModel
import Texts
import TrafficConfig

/// A mesh that consists of the proxies in a list.
public final class EndpointsMeshSource: MeshSource {
  private let file: EndpointsFile
  private let client: DirectClient

  public init(_ file: EndpointsFile, client: DirectClient = DirectClient()) {
    self.file = file
    self.client = client
  }

  public func inventory(namespaces: [String]?) -> AsyncStream<MeshInventory> {
    let inventory = inventory(of: file.entries.filter { isWanted($0, namespaces) })
    let (stream, continuation) = AsyncStream.makeStream(of: MeshInventory.self)
    // Stays open: the list does not change, but the mesh has not ended either.
    continuation.yield(inventory)
    return stream
  }

  public func poll(_ request: PollRequest, into fold: PollFold) async throws(PollFailure) -> PollFold {
    guard case .url(let url) = request.target.address else { throw PollFailure(reason: tr("no URL")) }
    return try await DirectPoll.run(url, client: client, request, into: fold)
  }

  public var admin: any ProxyAdmin { DirectAdmin(client: client) }

  public func shutdown() async { await client.shutdown() }

  private func isWanted(_ entry: EndpointEntry, _ namespaces: [String]?) -> Bool {
    guard let namespaces, let own = entry.namespace else { return true }
    return namespaces.contains(own)
  }

  private func inventory(of entries: [EndpointEntry]) -> MeshInventory {
    var workloads: [WorkloadID: WorkloadInfo] = [:]
    var proxies: [ProxyTarget] = []
    for entry in entries {
      let namespace = entry.namespace ?? "default"
      proxies.append(
        ProxyTarget(
          id: entry.url, namespace: namespace, pod: entry.workload ?? entry.url, workload: entry.workload,
          address: .url(entry.statsURL), admin: entry.adminURL, labels: entry.labels))
      guard let name = entry.workload else { continue }
      let id = WorkloadID(namespace: namespace, name: name)
      let pod = PodInfo(name: entry.url, ip: "", labels: entry.labels)
      workloads[id, default: WorkloadInfo(id: id, labels: entry.labels)].pods.append(pod)
    }
    return MeshInventory(
      configuration: MeshConfiguration(workloads: Array(workloads.values)), proxies: proxies,
      namespaces: Set(workloads.keys.map(\.namespace)).sorted(),
      notices: [
        Notice(
          code: "no-configuration", level: .info,
          text: tr("Proxies are read from a list: replicas, routing rules and weights are not known."))
      ])
  }
}
