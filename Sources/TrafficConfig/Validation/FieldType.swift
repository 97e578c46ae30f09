/// What a field of Istio's API may hold, as the CRD's schema says.
indirect enum FieldType: Sendable {
  case string
  case bool
  case integer(ClosedRange<Int>)
  case number
  /// At least 1 ms and whole milliseconds.
  case duration
  case durationOrZero
  case choice([String])
  case list(FieldType)
  case map(FieldType)
  case message(MessageSchema)

  static let int32 = FieldType.integer(Int(Int32.min)...Int(Int32.max))
  static let uint32 = FieldType.integer(0...Int(UInt32.max))
  static let strings = FieldType.list(.string)
  static let stringMap = FieldType.map(.string)
}

/// The fields of a message of Istio's API.
struct MessageSchema: Sendable {
  let fields: [String: FieldType]
  let required: [String]
  /// Of each group at most one may be there.
  let exclusive: [[String]]

  init(_ fields: [String: FieldType], required: [String] = [], exclusive: [[String]] = []) {
    self.fields = fields
    self.required = required
    self.exclusive = exclusive
  }
}
