import MeshModel

/// Makes a value of the model from a recorded one.
///
/// What an older recording does not have yet is empty: zero, no text, no elements, nil.
struct RecordedDecoder: Decoder {
  let value: RecordedValue?
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    switch value {
    case .keyed(let members): KeyedDecodingContainer(RecordedKeyedContainer<Key>(members: members))
    case nil, .null: KeyedDecodingContainer(RecordedKeyedContainer<Key>(members: [:]))
    default: throw mismatch("members")
    }
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    switch value {
    case .list(let elements): return RecordedListContainer(elements: elements)
    case nil, .null: return RecordedListContainer(elements: [])
    default: throw mismatch("a list")
    }
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { RecordedSingleContainer(decoder: self) }

  func mismatch(_ wanted: String) -> DecodingError {
    .dataCorrupted(DecodingError.Context(codingPath: [], debugDescription: "\(wanted) expected"))
  }

  var bool: Bool {
    get throws {
      switch value {
      case .bool(let value): value
      case nil: false
      default: throw mismatch("yes or no")
      }
    }
  }

  var text: String {
    get throws {
      switch value {
      case .text(let value): value
      case nil: ""
      default: throw mismatch("a text")
      }
    }
  }

  var number: Double {
    get throws {
      switch value {
      case .number(let value): value
      case .integer(let value): Double(value)
      case nil: 0
      default: throw mismatch("a number")
      }
    }
  }

  func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    switch value {
    case .integer(let value):
      guard let exact = Number(exactly: value) else { throw mismatch("a smaller number") }
      return exact
    case nil: return 0
    default: throw mismatch("a whole number")
    }
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if type == [ResponseKey: Double].self {
      let pairs = try decode([String: Double].self).map { (ResponseKey(recorded: $0.key), $0.value) }
      if let responses = Dictionary(pairs, uniquingKeysWith: { first, _ in first }) as? T { return responses }
    }
    return try T(from: self)
  }
}

/// The members of a struct, an enum or a dictionary.
struct RecordedKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [String: RecordedValue]
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { members.keys.compactMap(Key.init(stringValue:)) }

  private func decoder(_ key: Key) -> RecordedDecoder { RecordedDecoder(value: members[key.stringValue]) }

  func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }
  func decodeNil(forKey key: Key) throws -> Bool { members[key.stringValue].map { $0 == .null } ?? true }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).bool }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).text }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key).number }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try decoder(key).number) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).integer(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try decoder(key).integer(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try decoder(key).integer(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder(key).integer(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key).integer(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try decoder(key).integer(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try decoder(key).integer(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try decoder(key).integer(type) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try decoder(key).integer(type) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try decoder(key).integer(type) }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(key).decode(type) }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Inner> { try decoder(key).container(keyedBy: type) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { RecordedDecoder(value: .keyed(members)) }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder(key) }
}

/// The elements of an array.
struct RecordedListContainer: UnkeyedDecodingContainer {
  let elements: [RecordedValue]
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  init(elements: [RecordedValue]) { self.elements = elements }

  private mutating func next() throws -> RecordedDecoder {
    guard !isAtEnd else { throw RecordedDecoder(value: nil).mismatch("one more element") }
    defer { currentIndex += 1 }
    return RecordedDecoder(value: elements[currentIndex])
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }
  mutating func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) throws -> KeyedDecodingContainer<Inner> {
    try next().container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
  mutating func superDecoder() throws -> any Decoder { try next() }
}

/// A value that is no container.
struct RecordedSingleContainer: SingleValueDecodingContainer {
  let decoder: RecordedDecoder
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { decoder.value == nil || decoder.value == .null }
  func decode(_ type: Bool.Type) throws -> Bool { try decoder.bool }
  func decode(_ type: String.Type) throws -> String { try decoder.text }
  func decode(_ type: Double.Type) throws -> Double { try decoder.number }
  func decode(_ type: Float.Type) throws -> Float { Float(try decoder.number) }
  func decode(_ type: Int.Type) throws -> Int { try decoder.integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try decoder.integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try decoder.integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try decoder.integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try decoder.integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try decoder.integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.integer(type) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: decoder) }
}
