/// The place of a value in a document, printed as `spec.http[0].route`.
public struct JSONPath: Sendable, Hashable, CustomStringConvertible {
  /// One step down.
  public enum Step: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case key(String)
    case index(Int)

    public init(stringLiteral value: String) { self = .key(value) }
    public init(integerLiteral value: Int) { self = .index(value) }
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  /// Reads the printed form: keys by dots, `[0]` for an element, `["a.b"]` for a key with other characters.
  public init?(_ text: String) {
    steps = []
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.hasPrefix("[\"") {
        guard let end = rest.range(of: "\"]") else { return nil }
        steps.append(.key(String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound])))
        rest = rest[end.upperBound...]
      } else if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]"), let index = Int(rest[rest.index(after: rest.startIndex)..<end])
        else { return nil }
        steps.append(.index(index))
        rest = rest[rest.index(after: end)...]
      } else {
        if rest.first == "." { rest = rest.dropFirst() }
        let end = rest.firstIndex { $0 == "." || $0 == "[" } ?? rest.endIndex
        guard end > rest.startIndex else { return nil }
        steps.append(.key(String(rest[..<end])))
        rest = rest[end...]
      }
    }
  }

  public func appending(_ step: Step) -> JSONPath { JSONPath(steps + [step]) }
  public func appending(_ key: String) -> JSONPath { appending(.key(key)) }
  public func appending(_ index: Int) -> JSONPath { appending(.index(index)) }

  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where Self.isPlain(key): text += text.isEmpty ? key : ".\(key)"
      case .key(let key): text += "[\"\(key)\"]"
      }
    }
    return text
  }

  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty
      && key.utf8.allSatisfy { byte in
        byte != UInt8(ascii: ".") && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "]")
          && byte != UInt8(ascii: "\"") && byte > 0x20
      }
  }
}

extension JSONPath: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Step...) { self.init(elements) }
}

extension Substring {
  /// The first occurrence of a text, by bytes; what Foundation has under this name, without Foundation.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}

extension JSONValue {
  /// The value at a path. Setting makes the objects that are missing on the way; setting nil removes. A step that does
  /// not fit what is there (a key on a list, an index out of bounds) reads nil and changes nothing.
  public subscript(path: JSONPath) -> JSONValue? {
    get {
      var value = self
      for step in path.steps {
        let next =
          switch step {
          case .key(let key): value[key]
          case .index(let index): value[index]
          }
        guard let next else { return nil }
        value = next
      }
      return value
    }
    set { set(path.steps[...], to: newValue) }
  }

  private mutating func set(_ steps: ArraySlice<JSONPath.Step>, to newValue: JSONValue?) {
    guard let step = steps.first else {
      self = newValue ?? .null
      return
    }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key): Self.set(&self[key], rest, to: newValue)
    case .index(let index): Self.set(&self[index], rest, to: newValue)
    }
  }

  private static func set(_ slot: inout JSONValue?, _ rest: ArraySlice<JSONPath.Step>, to newValue: JSONValue?) {
    if rest.isEmpty {
      slot = newValue
    } else if var value = slot {
      slot = nil
      value.set(rest, to: newValue)
      slot = value
    } else if newValue != nil {
      var value = JSONValue.null
      value.set(rest, to: newValue)
      if value != .null { slot = value }
    }
  }
}
