import MeshModel

/// The traffic of services and workloads, gathered from the nodes of a snapshot.
struct ServiceTraffic {
  private var byService: [ServiceID: [MeshNode]] = [:]
  private var byWorkload: [WorkloadID: [MeshNode]] = [:]
  private let workloads: [WorkloadInfo]

  init(_ snapshot: MeshSnapshot) {
    workloads = snapshot.workloads
    for node in snapshot.nodes {
      if node.kind == .service, let name = node.service {
        let id = ServiceID(cluster: node.cluster, namespace: node.namespace, name: name)
        byService[id, default: []].append(node)
      } else if let name = node.workload {
        let id = WorkloadID(cluster: node.cluster, namespace: node.namespace, name: name)
        byWorkload[id, default: []].append(node)
      }
    }
  }

  /// The workloads that a service selects.
  func workloads(of service: ServiceInfo) -> [WorkloadInfo] {
    workloads.filter {
      $0.id.cluster == service.id.cluster && $0.id.namespace == service.id.namespace && service.selects($0.labels)
    }
  }

  /// The nodes whose inbound traffic is the service's: its own, or those of its workloads where the graph has no
  /// service nodes.
  func nodes(of service: ServiceInfo) -> [MeshNode] {
    byService[service.id] ?? workloads(of: service).flatMap { nodes(of: $0.id) }
  }

  func nodes(of workload: WorkloadID) -> [MeshNode] { byWorkload[workload] ?? [] }
}

extension [MeshNode] {
  /// Nil if there are no nodes: nothing was seen.
  var inbound: RequestTotals? { isEmpty ? nil : reduce(RequestTotals()) { $0 + $1.inbound } }
  var outbound: RequestTotals? { isEmpty ? nil : reduce(RequestTotals()) { $0 + $1.outbound } }
  /// Percentiles of several nodes cannot be put together.
  var latency: Latency? { count == 1 ? self[0].latency : nil }
  var health: Health { reduce(Health(.na)) { $0.worse($1.health) } }
}
