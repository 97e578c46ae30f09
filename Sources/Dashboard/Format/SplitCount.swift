import MeshModel

/// Counts the requests that each version got since a moment, poll by poll: exact whatever window the rates have.
struct SplitCount: Hashable, Sendable {
  /// Seconds that proxies get to take a new configuration before their requests count as following it.
  static let settling = 2.0

  /// Only requests made after this moment count, in seconds since 1970.
  private(set) var start: Double
  /// By version.
  private(set) var counts: [Double]
  /// The end of the newest point counted.
  private var counted = -Double.infinity

  init(versions: Int, since start: Double) {
    self.start = start
    counts = Array(repeating: 0, count: versions)
  }

  var total: Double { counts.reduce(0, +) }

  /// Adds what the histories of the versions have got since the last call.
  mutating func add(_ histories: [[TrafficPoint]]) {
    var end = counted
    for (i, points) in histories.enumerated() where i < counts.count {
      for point in points where point.since >= start && point.time > counted && point.amount.isFinite {
        counts[i] += max(0, point.amount)
      }
      // Histories are short, but not all of one length: an idle version has none.
      end = points.reduce(end) { max($0, $1.time) }
    }
    counted = end
  }

  /// Counts anew, from where the last call came to.
  mutating func restart() {
    start = max(start, counted)
    counts = counts.map { _ in 0 }
  }
}

extension GraphCard {
  /// The points of everything that the service sends to some of its workloads.
  func points(of workloads: [String], in snapshot: MeshSnapshot) -> [TrafficPoint] {
    rows.filter { $0.workload.map(workloads.contains) ?? false }.flatMap { points(of: $0, in: snapshot) }
  }

  func points(of row: CardRow, in snapshot: MeshSnapshot) -> [TrafficPoint] {
    guard let node = row.node else { return [] }
    guard let serviceNode else { return snapshot.nodeHistory[node] ?? [] }
    return [TrafficProtocol.http, .grpc].flatMap {
      snapshot.edgeHistory[EdgeID(source: serviceNode, target: node, protocol: $0)] ?? []
    }
  }
}
