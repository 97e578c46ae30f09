/// The members of a struct, an enum or a dictionary.
struct SplitKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: SplitEncoder
  var codingPath: [any CodingKey] { [] }

  private func begin(_ key: Key) { encoder.write(key: key.stringValue) }

  mutating func encodeNil(forKey key: Key) throws {
    begin(key)
    encoder.writeNull()
  }
  mutating func encode(_ value: Bool, forKey key: Key) throws {
    begin(key)
    encoder.write(value)
  }
  mutating func encode(_ value: String, forKey key: Key) throws {
    begin(key)
    encoder.write(value, isPassing: Shape.keysOfPassingTexts.contains(key.stringValue))
  }
  mutating func encode(_ value: Double, forKey key: Key) throws {
    begin(key)
    encoder.write(value)
  }
  mutating func encode(_ value: Float, forKey key: Key) throws { try encode(Double(value), forKey: key) }
  mutating func encode(_ value: Int, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: Int8, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: Int16, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: Int32, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: Int64, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: UInt, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: UInt8, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: UInt16, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: UInt32, forKey key: Key) throws { integer(value, key) }
  mutating func encode(_ value: UInt64, forKey key: Key) throws { integer(value, key) }
  mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    begin(key)
    try encoder.write(value)
  }

  private func integer(_ value: some BinaryInteger, _ key: Key) {
    begin(key)
    encoder.write(integer: value)
  }

  mutating func nestedContainer<Inner: CodingKey>(
    keyedBy keyType: Inner.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Inner> {
    begin(key)
    return encoder.container(keyedBy: keyType)
  }
  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    begin(key)
    return encoder.unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { encoder }
  mutating func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

/// The elements of an array.
struct SplitListContainer: UnkeyedEncodingContainer {
  let encoder: SplitEncoder
  var codingPath: [any CodingKey] { [] }
  private(set) var count = 0

  init(encoder: SplitEncoder) { self.encoder = encoder }

  mutating func encodeNil() throws {
    count += 1
    encoder.writeNull()
  }
  mutating func encode<T: Encodable>(_ value: T) throws {
    count += 1
    try encoder.write(value)
  }
  mutating func nestedContainer<Inner: CodingKey>(keyedBy keyType: Inner.Type) -> KeyedEncodingContainer<Inner> {
    count += 1
    return encoder.container(keyedBy: keyType)
  }
  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    count += 1
    return encoder.unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { encoder }
}

/// A value that is no container: a raw value, an identity.
struct SplitSingleContainer: SingleValueEncodingContainer {
  let encoder: SplitEncoder
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() throws { encoder.writeNull() }
  mutating func encode(_ value: Bool) throws { encoder.write(value) }
  mutating func encode(_ value: String) throws { encoder.write(value) }
  mutating func encode(_ value: Double) throws { encoder.write(value) }
  mutating func encode(_ value: Float) throws { encoder.write(Double(value)) }
  mutating func encode(_ value: Int) throws { encoder.write(integer: value) }
  mutating func encode(_ value: Int8) throws { encoder.write(integer: value) }
  mutating func encode(_ value: Int16) throws { encoder.write(integer: value) }
  mutating func encode(_ value: Int32) throws { encoder.write(integer: value) }
  mutating func encode(_ value: Int64) throws { encoder.write(integer: value) }
  mutating func encode(_ value: UInt) throws { encoder.write(integer: value) }
  mutating func encode(_ value: UInt8) throws { encoder.write(integer: value) }
  mutating func encode(_ value: UInt16) throws { encoder.write(integer: value) }
  mutating func encode(_ value: UInt32) throws { encoder.write(integer: value) }
  mutating func encode(_ value: UInt64) throws { encoder.write(integer: value) }
  mutating func encode<T: Encodable>(_ value: T) throws { try encoder.write(value) }
}
