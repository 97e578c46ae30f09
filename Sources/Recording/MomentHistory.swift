/// The moments kept of a session or read from a file, oldest first: dense at the end, thinner towards the past where
/// there is no room for all.
public struct MomentHistory: Sendable {
  /// Seconds kept of a session.
  public static let span = 1_800.0
  /// Bytes kept of a session, about.
  public static let room = 12_000_000

  private struct Kept: Sendable {
    var time: Double
    var epoch: Int
    var frame: [UInt8]
  }

  private var kept: [Kept] = []
  private var tables: [Int: MomentTables] = [:]
  private var frameBytes = 0
  private let span: Double
  private let room: Int

  /// - Parameters:
  ///   - span: seconds kept.
  ///   - room: bytes kept, about; the shapes that the moments share are always kept.
  public init(span: Double = Self.span, room: Int = Self.room) {
    self.span = span
    self.room = room
  }

  public var count: Int { kept.count }
  public var isEmpty: Bool { kept.isEmpty }
  /// How often the shapes began afresh among what is kept.
  var epochs: Int { tables.count }
  /// The times of the moments, in seconds since 1970, oldest first.
  public var times: [Double] { kept.map(\.time) }
  public func time(at index: Int) -> Double { kept[index].time }

  /// The bytes that all of it takes, about.
  public var cost: Int { frameBytes + tables.values.reduce(0) { $0 + $1.cost } }

  /// Adds the moment that was encoded after the last one; one that is not newer is only learnt from.
  ///
  /// - Complexity: O(1) on the average.
  public mutating func append(_ moment: EncodedMoment) {
    tables[moment.epoch, default: MomentTables()].add(moment)
    if let last = kept.last, last.time >= moment.time { return }
    kept.append(Kept(time: moment.time, epoch: moment.epoch, frame: moment.frame))
    frameBytes += moment.frame.count
    if let first = kept.first, first.time < moment.time - span {
      let old = kept.firstIndex { $0.time >= moment.time - span } ?? kept.count
      remove(0..<old)
    }
    if frameBytes > room { thin() }
  }

  /// The position of the last moment that is not later than a time; nil before the first.
  ///
  /// - Complexity: O(log n).
  public func index(atOrBefore time: Double) -> Int? {
    var low = 0
    var high = kept.count
    while low < high {
      let middle = (low + high) / 2
      if kept[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// Reads one moment.
  ///
  /// - Throws: `.damaged`, which only a file's bytes can be.
  /// - Complexity: O(size of the mesh).
  public func moment(at index: Int) throws(RecordingError) -> MeshMoment {
    let frame = kept[index]
    return try (tables[frame.epoch] ?? MomentTables()).moment(frame.frame)
  }

  func points(at index: Int) throws(RecordingError) -> MomentPoints {
    let frame = kept[index]
    return try (tables[frame.epoch] ?? MomentTables()).points(frame.frame)
  }

  private mutating func remove(_ range: Range<Int>) {
    frameBytes -= kept[range].reduce(0) { $0 + $1.frame.count }
    kept.removeSubrange(range)
    forgetTables()
  }

  /// Drops every second moment of the older half, which leaves the newest as dense as they are.
  private mutating func thin() {
    let half = kept.count / 2
    let older = kept[..<half].enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    kept.replaceSubrange(..<half, with: older)
    frameBytes = kept.reduce(0) { $0 + $1.frame.count }
    forgetTables()
  }

  private mutating func forgetTables() {
    guard tables.count > 1 else { return }
    let epochs = Set(kept.map(\.epoch))
    tables = tables.filter { epochs.contains($0.key) }
  }
}
