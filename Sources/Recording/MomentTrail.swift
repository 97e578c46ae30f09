import MeshModel

/// The histories of all nodes and edges over the moments of a recording, from which each moment gets its own.
public struct MomentTrail: Sendable {
  /// Points over all histories together, which bounds the memory: about 64 bytes each.
  private static let budget = 400_000

  private var nodes: [NodeID: [TrafficPoint]] = [:]
  private var edges: [EdgeID: [TrafficPoint]] = [:]

  /// Reads the points of the moments, of large recordings only those of every second, third and so on.
  ///
  /// - Complexity: O(moments · (nodes + edges)).
  public init(_ history: MomentHistory) throws(RecordingError) {
    var stride = 1
    var index = 0
    var count = 0
    while index < history.count {
      let points = try history.points(at: index)
      for (id, point) in points.nodes { Self.append(point, to: &nodes[id, default: []]) }
      for (id, point) in points.edges { Self.append(point, to: &edges[id, default: []]) }
      count += points.nodes.count + points.edges.count
      // What is left has to fit into what is left of the budget.
      let average = max(1, count / (index / stride + 1))
      let room = max(1, (Self.budget - count) / average)
      stride = max(stride, (history.count - index) / room)
      index += stride
    }
  }

  /// A moment that was made between two polls repeats the points of the poll before it.
  private static func append(_ point: TrafficPoint, to points: inout [TrafficPoint]) {
    if let last = points.last, last.time >= point.time { return }
    points.append(point)
  }

  /// Gives a moment the histories that end with it: of its edges, and of all nodes that were ever seen, so that it is
  /// known when the last request was.
  ///
  /// - Complexity: O(nodes and edges of the recording · points of each).
  public func complete(_ snapshot: inout MeshSnapshot) {
    let time = snapshot.timestamp
    snapshot.nodeHistory = nodes.mapValues { Self.before(time, $0) }
    snapshot.edgeHistory = Dictionary(
      snapshot.edges.map { ($0.id, Self.before(time, edges[$0.id] ?? [])) }, uniquingKeysWith: { first, _ in first })
  }

  /// The points up to a time, and not older than what is kept of a session.
  ///
  /// - Parameter points: oldest first.
  public static func before(_ time: Double, _ points: [TrafficPoint]) -> [TrafficPoint] {
    let last = points.lastIndex { $0.time <= time }.map { $0 + 1 } ?? 0
    let first = points[..<last].firstIndex { $0.time >= time - MomentHistory.span } ?? last
    return Array(points[first..<last])
  }
}
