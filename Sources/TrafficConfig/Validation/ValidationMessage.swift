/// Something that is wrong, or may be, with an object.
public struct ValidationMessage: Sendable, Hashable, Comparable, CustomStringConvertible {
  public enum Level: String, Sendable, Hashable, Comparable, CaseIterable {
    case error, warning, info

    /// The gravest first.
    public static func < (a: Level, b: Level) -> Bool {
      let order = Level.allCases
      return (order.firstIndex(of: a) ?? 0) < (order.firstIndex(of: b) ?? 0)
    }
  }

  /// Istio's number, such as `IST0101`; `VIG…` where Istio has none.
  public var code: String
  public var level: Level
  public var object: ObjectReference
  /// The place in the object, such as `spec.http[0].route[1].weight`; empty for the whole.
  public var path: String
  public var message: String

  public init(code: String, level: Level, object: ObjectReference, path: String, message: String) {
    self.code = code
    self.level = level
    self.object = object
    self.path = path
    self.message = message
  }

  public var description: String {
    "\(level.rawValue) [\(code)] (\(object)\(path.isEmpty ? "" : " \(path)")) \(message)"
  }

  public static func < (a: ValidationMessage, b: ValidationMessage) -> Bool {
    if a.level != b.level { return a.level < b.level }
    return (a.object, a.code, a.path, a.message) < (b.object, b.code, b.path, b.message)
  }
}
