import Documents
import MeshModel
import TrafficConfig

/// The parts of one moment, on their way back to the model.
struct MomentValues {
  private let parts: [Section: [RecordedValue]]

  init(_ parts: [Section: [RecordedValue]]) { self.parts = parts }

  /// Whatever goes wrong is the fault of the bytes.
  func read<Result>(_ body: (MomentValues) throws -> Result) throws(RecordingError) -> Result {
    do {
      return try body(self)
    } catch let error as RecordingError {
      throw error
    } catch {
      throw .damaged("a moment has values that make no sense")
    }
  }

  func points() throws -> MomentPoints {
    let head = try head()
    return MomentPoints(nodes: try points(.nodePoints, head), edges: try points(.edgePoints, head))
  }

  func moment() throws -> MeshMoment {
    let head = try head()
    let services = try values(.services, ServiceInfo.self)
    let workloads = try values(.workloads, WorkloadInfo.self)
    let nodes = try values(.nodes, MeshNode.self)
    let edges = try values(.edges, MeshEdge.self)
    var snapshot = MeshSnapshot(
      timestamp: head.timestamp, windowSeconds: head.windowSeconds, graphType: head.graphType, nodes: nodes,
      edges: edges, services: services, workloads: workloads, proxies: try values(.proxies, ProxyStatus.self),
      notices: try values(.notices, Notice.self), nodeHistory: try points(.nodePoints, head).mapValues { [$0] },
      edgeHistory: try points(.edgePoints, head).mapValues { [$0] }, controlPlaneProblem: head.problem,
      store: head.store)
    snapshot.namespaces = try values(.namespaces, NamespaceInfo.self)
    snapshot.controlPlanes = try values(.controlPlanes, ControlPlaneInfo.self)
    return MeshMoment(
      snapshot: snapshot,
      configuration: MeshConfiguration(
        virtualServices: try objects(.virtualServices, VirtualService.self),
        destinationRules: try objects(.destinationRules, DestinationRule.self),
        gateways: try objects(.gateways, Gateway.self), services: services, workloads: workloads,
        externalHosts: head.externalHosts,
        otherObjects: try values(.otherObjects, RecordedDocument.self).map { try JSONValue(parsing: $0.json) },
        rootNamespace: head.rootNamespace, rootNamespaces: head.rootNamespaces, domain: head.domain,
        listedKinds: Set(head.listedKinds), namespaceInfos: try values(.clusterNamespaces, NamespaceInfo.self)))
  }

  private func head() throws -> MomentHead {
    guard let head = try values(.head, MomentHead.self).first else { throw RecordingError.damaged("a moment is empty") }
    return head
  }

  private func values<T: Decodable>(_ section: Section, _ type: T.Type) throws -> [T] {
    try (parts[section] ?? []).map { try RecordedDecoder(value: $0).decode(type) }
  }

  private func objects<T: IstioObject>(_ section: Section, _ type: T.Type) throws -> [T] {
    try values(section, RecordedDocument.self).map { T(document: try JSONValue(parsing: $0.json)) }
  }

  private func points<ID: Codable & Hashable & Sendable>(
    _ section: Section, _ head: MomentHead
  ) throws -> [ID: TrafficPoint] {
    let points = try values(section, RecordedPoint<ID>.self)
    return Dictionary(
      points.compactMap { recorded in recorded.point(head).map { (recorded.id, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
