extension JSONValue {
  public var isNull: Bool { self == .null }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }
  /// The exact integer; nil for fractions, for numbers that do not fit and for other kinds.
  public var int: Int? { number?.int }
  public var double: Double? { number?.double }
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// The members of an object whose values are strings, such as labels; other members are left out.
  public var stringMap: [String: String] {
    guard case .object(let object) = self else { return [:] }
    var map = [String: String](minimumCapacity: object.count)
    for (key, value) in object { map[key] = value.string }
    return map
  }

  /// The strings of an array; other elements are left out.
  public var strings: [String] { array?.compactMap(\.string) ?? [] }

  /// What kind of value it is, in words for messages.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// A member of an object; nil for every other kind. Setting on null makes an object; setting on another kind than
  /// an object changes nothing.
  public subscript(key: String) -> JSONValue? {
    get { if case .object(let object) = self { object[key] } else { nil } }
    _modify {
      switch self {
      case .object(var object):
        self = .null
        defer { self = .object(object) }
        yield &object[key]
      case .null:
        var value: JSONValue?
        yield &value
        if let value { self = .object(JSONObject([(key, value)])) }
      default:
        var ignored: JSONValue?
        yield &ignored
      }
    }
  }

  /// An element of an array; nil out of bounds and for every other kind. Setting at the count appends, setting nil
  /// removes, anything else out of bounds changes nothing.
  public subscript(index: Int) -> JSONValue? {
    get {
      guard case .array(let array) = self, array.indices.contains(index) else { return nil }
      return array[index]
    }
    _modify {
      guard case .array(var array) = self, index >= 0, index <= array.count else {
        var ignored: JSONValue?
        yield &ignored
        return
      }
      self = .null
      let isNew = index == array.count
      var value: JSONValue?
      if !isNew {
        value = array[index]
        array[index] = .null
      }
      defer {
        if let value {
          if isNew { array.append(value) } else { array[index] = value }
        } else if !isNew {
          array.remove(at: index)
        }
        self = .array(array)
      }
      yield &value
    }
  }
}
