/// A JSON object that keeps the order of its keys, and repeated keys, as written.
///
/// Keys and values are two parallel arrays with linear search: right for the sizes that Kubernetes objects have.
/// Equality ignores the order of keys.
public struct JSONObject: Sendable, Sequence {
  public typealias Element = (key: String, value: JSONValue)

  /// The keys in their order.
  public private(set) var keys: [String]
  /// The values in the order of the keys.
  public private(set) var values: [JSONValue]

  public init() {
    keys = []
    values = []
  }

  /// Takes the members as they come, repeated keys included.
  public init(_ members: some Sequence<(String, JSONValue)>) {
    self.init()
    for (key, value) in members { append(key, value) }
  }

  public var count: Int { keys.count }
  public var isEmpty: Bool { keys.isEmpty }

  /// The member's value; of repeated keys the last one counts, as in Kubernetes. Setting keeps the place of a known
  /// key and appends a new one; setting nil removes every member of that key.
  public subscript(key: String) -> JSONValue? {
    get { index(of: key).map { values[$0] } }
    _modify {
      // The value is moved out and back, so that a nested edit does not copy what it does not touch.
      let index = index(of: key)
      var value: JSONValue?
      if let index {
        value = values[index]
        values[index] = .null
      }
      defer {
        switch (index, value) {
        case (let index?, let value?): values[index] = value
        case (_?, nil): removeValue(forKey: key)
        case (nil, let value?): append(key, value)
        case (nil, nil): break
        }
      }
      yield &value
    }
  }

  /// The position of the key, the last one if it is repeated.
  public func index(of key: String) -> Int? { keys.lastIndex(of: key) }

  /// Adds a member at the end without looking for the key.
  public mutating func append(_ key: String, _ value: JSONValue) {
    keys.append(key)
    values.append(value)
  }

  /// Adds a member at a position, 0...count.
  public mutating func insert(_ key: String, _ value: JSONValue, at index: Int) {
    keys.insert(key, at: index)
    values.insert(value, at: index)
  }

  /// Removes every member of that key.
  @discardableResult
  public mutating func removeValue(forKey key: String) -> JSONValue? {
    var removed: JSONValue?
    while let index = index(of: key) {
      keys.remove(at: index)
      let value = values.remove(at: index)
      removed = removed ?? value
    }
    return removed
  }

  /// Replaces each value by what the closure makes of it.
  public mutating func updateValues(_ body: (String, inout JSONValue) -> Void) {
    for index in keys.indices { body(keys[index], &values[index]) }
  }

  mutating func reserveCapacity(_ count: Int) {
    keys.reserveCapacity(count)
    values.reserveCapacity(count)
  }

  public func makeIterator() -> AnyIterator<Element> {
    var index = 0
    return AnyIterator {
      guard index < keys.count else { return nil }
      defer { index += 1 }
      return (keys[index], values[index])
    }
  }
}

extension JSONObject: Hashable {
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    if a.keys == b.keys { return a.values == b.values }
    guard a.count == b.count else { return false }
    var rest = [String: JSONValue](minimumCapacity: b.count)
    for (key, value) in b where rest.updateValue(value, forKey: key) != nil { return false }
    for (key, value) in a where rest.removeValue(forKey: key) != value { return false }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for (key, value) in self {
      var member = Hasher()
      member.combine(key)
      member.combine(value)
      sum ^= member.finalize()
    }
    hasher.combine(sum)
    hasher.combine(count)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
