/// What the moments of one epoch share, grown moment by moment; reads any of them.
struct MomentTables: Sendable {
  private(set) var keys: [String] = []
  private(set) var shapes: [[UInt8]] = []

  /// The bytes of the shapes, about.
  private(set) var cost = 0

  mutating func add(_ moment: EncodedMoment) {
    keys += moment.newKeys
    shapes += moment.newShapes
    cost += moment.newShapes.reduce(0) { $0 + $1.count + 16 }
  }

  /// Reads a moment.
  ///
  /// - Throws: `.damaged` where bytes are not what an encoder writes.
  /// - Complexity: O(size of the mesh).
  func moment(_ frame: [UInt8]) throws(RecordingError) -> MeshMoment {
    try MomentValues(try values(frame, of: Set(Section.allCases))).read { try $0.moment() }
  }

  /// Reads no more of a moment than the newest points of its histories.
  ///
  /// - Complexity: O(nodes and edges), a fraction of what the whole moment costs.
  func points(_ frame: [UInt8]) throws(RecordingError) -> MomentPoints {
    try MomentValues(try values(frame, of: [.head, .nodePoints, .edgePoints])).read { try $0.points() }
  }

  private func values(
    _ frame: [UInt8], of wanted: Set<Section>
  ) throws(RecordingError) -> [Section: [RecordedValue]] {
    var parts: [Section: [RecordedValue]] = [:]
    var cursor = ByteCursor(frame)
    while !cursor.isAtEnd {
      let section = Section(rawValue: try cursor.byte())
      var part = try part(&cursor)
      // Also parts of a later version, which this one does not know, are passed over.
      guard let section, wanted.contains(section) else { continue }
      var values: [RecordedValue] = []
      while !part.shapes.isAtEnd {
        let number = try part.shapes.varint()
        guard number < UInt64(shapes.count) else { throw .damaged("a shape is missing") }
        var shape = ByteCursor(shapes[Int(number)])
        values.append(
          try RecordedValue(shape: &shape, numbers: &part.numbers, texts: &part.texts, keys: keys))
      }
      parts[section] = values
    }
    return parts
  }

  private func part(
    _ cursor: inout ByteCursor
  ) throws(RecordingError) -> (shapes: ByteCursor, numbers: ByteCursor, texts: ByteCursor) {
    let shapes = ByteCursor(try cursor.slice(try cursor.count()))
    let numbers = ByteCursor(try cursor.slice(try cursor.count()))
    return (shapes, numbers, ByteCursor(try cursor.slice(try cursor.count())))
  }
}
