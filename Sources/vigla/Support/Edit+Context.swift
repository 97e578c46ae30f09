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
      callers: update.configuration.callers(of: service, in: update.snapshot))
    OneLook.tell(update.snapshot.notices.filter { $0.code == "overdue-edit" })
    try carryOut(try plan(context), session: session)
  }
}
