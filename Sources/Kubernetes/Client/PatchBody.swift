import Documents

/// A change to an object, in one of the three forms that every kind accepts.
public enum PatchBody: Sendable, Hashable {
  /// RFC 7396. Put `metadata.resourceVersion` in it to get a conflict and not a silent loss.
  case merge(JSONValue)
  /// RFC 6902, a list of operations.
  case json(JSONValue)
  /// Server-side apply of a whole document. `force` takes fields over from other managers.
  case apply(JSONValue, force: Bool)

  var contentType: String {
    switch self {
    case .merge: "application/merge-patch+json"
    case .json: "application/json-patch+json"
    case .apply: "application/apply-patch+yaml"
    }
  }

  var document: JSONValue {
    switch self {
    case .merge(let value), .json(let value), .apply(let value, _): value
    }
  }
}
