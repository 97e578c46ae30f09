/// A value as it was recorded, before it becomes one of the model's again.
indirect enum RecordedValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case text(String)
  case number(Double)
  case integer(Int64)
  case keyed([String: RecordedValue])
  case list([RecordedValue])

  /// Puts a value together from its shape, numbers and texts.
  init(
    shape: inout ByteCursor, numbers: inout ByteCursor, texts: inout ByteCursor, keys: [String], nesting: Int = 0
  ) throws(RecordingError) {
    guard nesting < Shape.mostNesting else { throw .damaged("values are nested too deep") }
    switch try shape.byte() {
    case Shape.null: self = .null
    case Shape.yes: self = .bool(true)
    case Shape.no: self = .bool(false)
    case Shape.name: self = .text(try shape.text())
    case Shape.text: self = .text(try texts.text())
    case Shape.figure: self = .number(try numbers.figure())
    case Shape.double: self = .number(try numbers.double())
    case Shape.integer: self = .integer(try numbers.integer())
    case Shape.keyed:
      var members: [String: RecordedValue] = [:]
      while case let key = try shape.varint(), key != 0 {
        guard key <= UInt64(keys.count) else { throw .damaged("a key is missing") }
        members[keys[Int(key) - 1]] = try RecordedValue(
          shape: &shape, numbers: &numbers, texts: &texts, keys: keys, nesting: nesting + 1)
      }
      self = .keyed(members)
    case Shape.list:
      var elements: [RecordedValue] = []
      while try shape.peek() != Shape.end {
        elements.append(
          try RecordedValue(shape: &shape, numbers: &numbers, texts: &texts, keys: keys, nesting: nesting + 1))
      }
      _ = try shape.byte()
      self = .list(elements)
    case let other: throw .damaged("a value has the unknown form \(other)")
    }
  }
}
