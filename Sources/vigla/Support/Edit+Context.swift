import App
import Collector
import Foundation
import MeshModel
import TrafficConfig

extension Edit {
  /// Makes a plan for a service from one look at the mesh and carries it out.
  ///
  /// - Parameters:
  ///   - everywhere: look at all namespaces, not only at the service's.
  ///   - plan: gets what the edit starts from.
  func run(
    on service: ServiceID, everywhere: Bool = false, plan: @escaping (EditContext) throws -> ChangePlan
  ) throws {
    var options = connection.session
    options.namespaces = everywhere ? [] : [service.namespace]
    options.allNamespaces = everywhere
    let session = try open(options)
    defer { try? runBlocking { await session.close() } }
    let (update, version) = try runBlocking {
      (try await session.glance(), try await session.networkingVersion())
    }
    let context = EditContext(
      configuration: update.configuration, apiVersion: version, now: Date().timeIntervalSince1970,
      author: NSUserName(), observed: update.snapshot.observedVersions(of: service),
      callers: update.callers(of: service))
    OneLook.tell(update.snapshot.notices.filter { $0.code == "overdue-edit" })
    try carryOut(try plan(context), session: session)
  }
}

extension MeshUpdate {
  /// The services whose workloads are seen to call a service.
  fileprivate func callers(of service: ServiceID) -> [ServiceID] {
    let nodes = Dictionary(snapshot.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var found: Set<ServiceID> = []
    for edge in snapshot.edges {
      guard let target = nodes[edge.target], target.kind == .service, target.service == service.name,
        target.namespace == service.namespace, let source = nodes[edge.source]
      else { continue }
      let workloads = configuration.workloads.filter { workload in
        workload.id.namespace == source.namespace
          && (workload.id.name == source.workload || (source.app != nil && workload.app == source.app))
      }
      for candidate in configuration.services
      where workloads.contains(where: { $0.id.namespace == candidate.id.namespace && candidate.selects($0.labels) }) {
        found.insert(candidate.id)
      }
    }
    return found.subtracting([service]).sorted()
  }
}
