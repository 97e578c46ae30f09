import Documents
import Texts

/// How a text of a request is compared.
public enum StringMatch: Sendable, Hashable {
  case exact(String)
  case prefix(String)
  /// RE2 syntax; the whole text has to match.
  case regex(String)
  /// `{}`: the header or parameter is there, whatever its value.
  case present

  init(_ value: JSONValue) {
    if let text = value["exact"]?.string {
      self = .exact(text)
    } else if let text = value["prefix"]?.string {
      self = .prefix(text)
    } else if let text = value["regex"]?.string {
      // Istio's own spelling of "present"; a bare star is no regular expression.
      self = text == "*" ? .present : .regex(text)
    } else {
      self = .present
    }
  }

  /// In words after the name of what is matched, such as `= jason`.
  public var words: String {
    switch self {
    case .exact(let text): "= \(text)"
    case .prefix(let text): tr("starts with \(text)")
    case .regex(let text): tr("matches \(text)")
    case .present: tr("is present")
    }
  }
}
