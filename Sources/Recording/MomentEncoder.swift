import Documents
import MeshModel
import TrafficConfig

/// Turns looks at a mesh into bytes, one after the other.
///
/// Each node, edge, workload and so on is split into a shape, which is kept once, and numbers. A moment then takes about
/// 2 bytes for each of them and 3 for each number, and can be read without those before it.
public final class MomentEncoder {
  /// Bytes of shapes after which a new epoch begins, since most of them are not in use any more.
  private let roomForShapes: Int

  private var epoch = 0
  private var encoder = SplitEncoder()
  private var shapeNumbers: [[UInt8]: UInt64] = [:]
  private var shapeBytes = 0
  private var knownKeys = 0
  private var newShapes: [[UInt8]] = []
  private var services = Kept<ServiceInfo>()
  private var workloads = Kept<WorkloadInfo>()
  private var virtualServices = Kept<VirtualService>()
  private var destinationRules = Kept<DestinationRule>()
  private var gateways = Kept<Gateway>()
  private var otherObjects = Kept<JSONValue>()
  private var namespaceInfos = Kept<NamespaceInfo>()

  /// A section as it was encoded last, since objects change seldom.
  private struct Kept<Element: Hashable> {
    var elements: [Element] = []
    var part: Part?
  }

  private struct Part {
    var shapes = ByteStream()
    var numbers: [UInt8] = []
    var texts: [UInt8] = []
  }

  public convenience init() { self.init(roomForShapes: 4_000_000) }

  init(roomForShapes: Int) { self.roomForShapes = roomForShapes }

  /// The bytes of a moment, to be kept in the order in which they were made.
  ///
  /// - Complexity: O(size of the mesh); objects that did not change since the moment before cost nothing.
  public func encode(_ moment: MeshMoment) throws -> EncodedMoment {
    if shapeBytes > roomForShapes { beginEpoch() }
    newShapes = []
    let snapshot = moment.snapshot
    let configuration = moment.configuration
    let span = newestPoint(snapshot)
    var frame = ByteStream()

    func add(_ section: Section, _ part: Part) {
      frame.append(section.rawValue)
      frame.append(varint: UInt64(part.shapes.count))
      frame.append(contentsOf: part.shapes.bytes)
      frame.append(varint: UInt64(part.numbers.count))
      frame.append(contentsOf: part.numbers)
      frame.append(varint: UInt64(part.texts.count))
      frame.append(contentsOf: part.texts)
    }

    let head = MomentHead(
      timestamp: snapshot.timestamp, windowSeconds: snapshot.windowSeconds, graphType: snapshot.graphType,
      problem: snapshot.controlPlaneProblem, store: snapshot.store, externalHosts: configuration.externalHosts,
      rootNamespace: configuration.rootNamespace, rootNamespaces: configuration.rootNamespaces,
      domain: configuration.domain, listedKinds: configuration.listedKinds.sorted(), pointTime: span?.time,
      pointSeconds: span?.seconds, pointSince: span?.since)
    add(.head, try part([head]))
    add(.nodes, try part(snapshot.nodes))
    add(.edges, try part(snapshot.edges))
    add(.services, try part(configuration.services, &services))
    add(.workloads, try part(configuration.workloads, &workloads))
    add(.proxies, try part(snapshot.proxies))
    add(.notices, try part(snapshot.notices))
    add(.virtualServices, try part(configuration.virtualServices, &virtualServices, as: Self.document))
    add(.destinationRules, try part(configuration.destinationRules, &destinationRules, as: Self.document))
    add(.gateways, try part(configuration.gateways, &gateways, as: Self.document))
    add(.otherObjects, try part(configuration.otherObjects, &otherObjects) { RecordedDocument(json: $0.serialized()) })
    add(.namespaces, try part(snapshot.namespaces))
    add(.clusterNamespaces, try part(configuration.namespaceInfos, &namespaceInfos))
    add(.controlPlanes, try part(snapshot.controlPlanes))
    add(.nodePoints, try part(newest(snapshot.nodeHistory, of: snapshot.nodes.map(\.id), at: span?.time)))
    add(.edgePoints, try part(newest(snapshot.edgeHistory, of: snapshot.edges.map(\.id), at: span?.time)))

    let keys = Array(encoder.keys.keys.dropFirst(knownKeys))
    knownKeys += keys.count
    return EncodedMoment(
      time: snapshot.timestamp, epoch: epoch, newKeys: keys, newShapes: newShapes, frame: frame.kept)
  }

  private func beginEpoch() {
    epoch += 1
    encoder = SplitEncoder()
    shapeNumbers = [:]
    shapeBytes = 0
    knownKeys = 0
    (services, workloads, namespaceInfos) = (Kept(), Kept(), Kept())
    (virtualServices, destinationRules, gateways, otherObjects) = (Kept(), Kept(), Kept(), Kept())
  }

  private static func document(_ object: some IstioObject) -> RecordedDocument {
    RecordedDocument(json: object.document.serialized())
  }

  private func part<Element: Hashable & Encodable>(
    _ elements: [Element], _ kept: inout Kept<Element>
  ) throws -> Part { try part(elements, &kept) { $0 } }

  private func part<Element: Hashable, Form: Encodable>(
    _ elements: [Element], _ kept: inout Kept<Element>, as form: (Element) -> Form
  ) throws -> Part {
    // Equal arrays are mostly the same one, which is seen at once.
    if let part = kept.part, kept.elements == elements { return part }
    let new = try part(elements.map(form))
    kept = Kept(elements: elements, part: new)
    return new
  }

  private func part(_ elements: [some Encodable]) throws -> Part {
    var part = Part()
    encoder.startStreams()
    for element in elements {
      try encoder.encode(element)
      part.shapes.append(varint: number(of: encoder.shape))
    }
    part.numbers = encoder.numbers.kept
    part.texts = encoder.texts.kept
    return part
  }

  private func number(of stream: ByteStream) -> UInt64 {
    if let known = shapeNumbers[stream.bytes] { return known }
    let number = UInt64(shapeNumbers.count)
    let shape = stream.kept
    shapeNumbers[shape] = number
    newShapes.append(shape)
    shapeBytes += shape.count
    return number
  }

  /// The newest history point of all, which tells when the others were made.
  private func newestPoint(_ snapshot: MeshSnapshot) -> TrafficPoint? {
    let newest = { (points: [TrafficPoint]) in points.last }
    return (snapshot.nodeHistory.values.compactMap(newest) + snapshot.edgeHistory.values.compactMap(newest))
      .max { $0.time < $1.time }
  }

  private func newest<ID>(
    _ histories: [ID: [TrafficPoint]], of ids: [ID], at time: Double?
  ) -> [RecordedPoint<ID>] {
    ids.compactMap { id in
      histories[id]?.last.flatMap { $0.time == time ? RecordedPoint(id, $0) : nil }
    }
  }
}
