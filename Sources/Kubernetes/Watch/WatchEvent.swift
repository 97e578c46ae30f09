import Documents

/// One change that a watch reports.
public enum WatchEvent: Sendable, Hashable {
  case added(JSONValue)
  case modified(JSONValue)
  /// With the object's last state.
  case deleted(JSONValue)
  /// No change, but the server has come this far.
  case bookmark(resourceVersion: String)

  /// The version from which a watch goes on after this event.
  public var resourceVersion: String? {
    switch self {
    case .added(let object), .modified(let object), .deleted(let object):
      object["metadata"]?["resourceVersion"]?.string
    case .bookmark(let version): version
    }
  }
}

extension WatchEvent {
  /// Reads a line of a watch.
  ///
  /// - Throws: the error that the line reports, or `malformed`.
  init?(line: [UInt8], request: RequestSummary) throws(KubernetesError) {
    let value: JSONValue
    do throws(JSONParseError) {
      value = try JSONValue(parsing: line)
    } catch {
      let answer = ForeignAnswer(contentType: "", body: line)
      throw KubernetesError(.malformed("in place of a watch event \(answer.words): \(error)"), request: request)
    }
    guard let type = value["type"]?.string, let object = value["object"] else {
      throw KubernetesError(.malformed("a watch event without type or object"), request: request)
    }
    switch type {
    case "ADDED": self = .added(object)
    case "MODIFIED": self = .modified(object)
    case "DELETED": self = .deleted(object)
    case "BOOKMARK":
      guard let version = object["metadata"]?["resourceVersion"]?.string else { return nil }
      self = .bookmark(resourceVersion: version)
    case "ERROR":
      guard let status = StatusBody(object) else {
        throw KubernetesError(.malformed("a watch error without a Status"), request: request)
      }
      throw KubernetesError(
        KubernetesError.reason(of: status, status: 0, retryAfter: nil), request: request)
    default: return nil
    }
  }
}
