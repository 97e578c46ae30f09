import MeshModel

/// A mesh to simulate: its services and workloads, what the applications do, and the load that enters it.
public struct MeshTopology: Hashable, Sendable {
  /// What it is called in messages, such as `bookinfo`.
  public var name: String
  /// Without the gateway's; sorted.
  public var services: [DemoService]
  /// Without the gateway's; sorted.
  public var workloads: [DemoWorkload]
  public var gateway: DemoGateway
  /// The load.
  ///
  /// A real ingress gateway answers 404 until a Gateway and a VirtualService tell it where requests go, so a mesh
  /// without any configuration would have no traffic to look at. The demo therefore has a default entry route: while
  /// no VirtualService that is bound to a Gateway of the ingress pods leads to an entry's service (or names its
  /// host), requests for the entry's path go to that service, on any host. Once there is one, it is obeyed to the
  /// letter, and a request that matches none of its hosts and routes gets a 404 with the flag `NR`, as on a real
  /// cluster.
  public var entries: [EntryLoad]

  public init(
    name: String, services: [DemoService], workloads: [DemoWorkload], gateway: DemoGateway = .istioIngress,
    entries: [EntryLoad]
  ) {
    self.name = name
    self.services = services.sorted { $0.id < $1.id }
    self.workloads = workloads.sorted { $0.id < $1.id }
    self.gateway = gateway
    self.entries = entries
  }

  /// Sorted, the gateway's among them.
  public var namespaces: [String] { Set(allServices.map(\.namespace) + allWorkloads.map(\.namespace)).sorted() }
  /// The gateway's service last.
  public var allServices: [DemoService] { services + [gateway.service] }
  /// The gateway's workload last.
  public var allWorkloads: [DemoWorkload] { workloads + [gateway.workload] }
  /// Namespace and name of every service account that a workload runs under; sorted, without repeats.
  public var serviceAccounts: [(namespace: String, name: String)] {
    var accounts: [(namespace: String, name: String)] = []
    for workload in allWorkloads.sorted(by: { ($0.namespace, $0.serviceAccount) < ($1.namespace, $1.serviceAccount) }) {
      if let last = accounts.last, last == (workload.namespace, workload.serviceAccount) { continue }
      accounts.append((workload.namespace, workload.serviceAccount))
    }
    return accounts
  }
}
