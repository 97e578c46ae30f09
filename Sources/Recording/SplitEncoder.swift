import MeshModel

/// Takes a value apart into its shape, its numbers and its passing texts.
///
/// What differs between two looks at the mesh is nearly always a number, so that shapes can be kept once for all.
/// A container is closed when the value that opened it has been encoded; the synthesized conformances and those of the
/// standard library open none that they leave and come back to.
final class SplitEncoder: Encoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  private(set) var shape = ByteStream()
  private(set) var numbers = ByteStream()
  private(set) var texts = ByteStream()
  private(set) var keys = KeyTable()
  /// The bytes that will end what the value at work has opened.
  private var closers: [UInt8] = []

  /// Encodes a value; afterwards `shape` is its shape, and `numbers` and `texts` have grown.
  func encode(_ value: some Encodable) throws {
    shape.removeAll()
    try write(value)
  }

  func startStreams() {
    numbers.removeAll()
    texts.removeAll()
  }

  // MARK: Writing

  func open(_ form: UInt8) {
    shape.append(form)
    closers.append(form == Shape.keyed ? 0 : Shape.end)
  }

  func write(key: String) { shape.append(varint: keys.number(of: key)) }

  func writeNull() { shape.append(Shape.null) }

  func write(_ value: Bool) { shape.append(value ? Shape.yes : Shape.no) }

  func write(_ value: String, isPassing: Bool = false) {
    if isPassing {
      shape.append(Shape.text)
      texts.append(text: value)
    } else {
      shape.append(Shape.name)
      shape.append(text: value)
    }
  }

  /// Times and large counters are kept as they are.
  func write(_ value: Double) {
    if value.magnitude < 1e7 {
      shape.append(Shape.figure)
      numbers.append(figure: value)
    } else {
      shape.append(Shape.double)
      numbers.append(double: value)
    }
  }

  func write(integer value: some BinaryInteger) {
    shape.append(Shape.integer)
    numbers.append(integer: Int64(clamping: value))
  }

  func write(_ value: some Encodable) throws {
    switch value {
    case let value as String: write(value)
    case let value as Double: write(value)
    case let value as Int: write(integer: value)
    case let value as [String: String]: write(sorted(value)) { write($0) }
    case let value as [String: Double]: write(sorted(value)) { write($0) }
    case let value as [ResponseKey: Double]:
      write(sorted(Dictionary(uniqueKeysWithValues: value.map { ($0.key.recorded, $0.value) }))) { write($0) }
    default:
      let outer = closers
      closers = []
      try value.encode(to: self)
      // The innermost first.
      for closer in closers.reversed() { shape.append(closer) }
      closers = outer
    }
  }

  /// A dictionary in one order: by chance it would have another shape at each look.
  private func sorted<Value>(_ dictionary: [String: Value]) -> [(key: String, value: Value)] {
    dictionary.sorted { $0.key < $1.key }
  }

  private func write<Value>(_ members: [(key: String, value: Value)], _ body: (Value) -> Void) {
    shape.append(Shape.keyed)
    for member in members {
      write(key: member.key)
      body(member.value)
    }
    shape.append(0)
  }

  // MARK: Encoder

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    open(Shape.keyed)
    return KeyedEncodingContainer(SplitKeyedContainer<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    open(Shape.list)
    return SplitListContainer(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SplitSingleContainer(encoder: self) }
}

extension ResponseKey {
  private static let separator: Character = "\u{1F}"

  /// As the key of a recorded value.
  var recorded: String { "\(code)\(Self.separator)\(flags)\(Self.separator)\(host)" }

  init(recorded text: String) {
    let parts = text.split(separator: Self.separator, maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    self.init(
      code: parts.first ?? "", flags: parts.count > 1 ? parts[1] : "", host: parts.count > 2 ? parts[2] : "")
  }
}
