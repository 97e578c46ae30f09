import Documents
import TrafficConfig

/// The condition of one route in a proxy.
struct EnvoyMatch {
  /// How the path is compared; nil for every path.
  enum Path {
    case exact(String)
    case prefix(String)
    case regex(String)
  }

  private(set) var path: Path?
  private(set) var ignoresCase = false
  private var headers: [JSONValue] = []
  private var query: [JSONValue] = []

  init() {}

  /// Nil if conditions on the path contradict each other, or cannot be asked both.
  init?(_ alternative: EnvoySourceRoute.Alternative) {
    for (match, _) in alternative {
      guard add(match) else { return nil }
    }
  }

  /// Takes every request.
  var isCatchAll: Bool {
    guard headers.isEmpty, query.isEmpty else { return false }
    switch path {
    case nil: return true
    case .prefix(let prefix): return prefix.isEmpty || prefix == "/"
    default: return false
    }
  }

  var json: JSONValue {
    var exact: JSONValue?
    var prefix: JSONValue?
    var regex: JSONValue?
    switch path {
    case nil: prefix = "/"
    case .exact(let text): exact = .string(text)
    case .prefix(let text): prefix = .string(text.isEmpty ? "/" : text)
    case .regex(let text): regex = ["regex": .string(text)]
    }
    return EnvoyJSON.fields([
      "path": exact, "prefix": prefix, "safe_regex": regex,
      "case_sensitive": ignoresCase && regex == nil ? false : nil,
      "headers": headers.isEmpty ? nil : .array(headers), "query_parameters": query.isEmpty ? nil : .array(query),
    ])
  }

  private mutating func add(_ match: HTTPMatch) -> Bool {
    if let uri = match.uri, !narrow(to: uri, ignoringCase: match.ignoreUriCase) { return false }
    for (name, text) in match.headers.sorted(by: { $0.key < $1.key }) { add(header: name, text) }
    for (name, text) in match.withoutHeaders.sorted(by: { $0.key < $1.key }) { add(withoutHeader: name, text) }
    if let method = match.method { add(header: ":method", method) }
    if let authority = match.authority { add(header: ":authority", authority) }
    if let scheme = match.scheme { add(header: ":scheme", scheme) }
    for (name, text) in match.queryParams.sorted(by: { $0.key < $1.key }) {
      query.append(
        EnvoyJSON.fields([
          "name": .string(name), "string_match": EnvoyJSON.matcher(text),
          "present_match": text == .present ? true : nil,
        ]))
    }
    return true
  }

  private mutating func add(header name: String, _ text: StringMatch) {
    headers.append(
      EnvoyJSON.fields([
        "name": .string(name), "string_match": EnvoyJSON.matcher(text),
        "present_match": text == .present ? true : nil,
      ]))
  }

  /// A missing header counts as an empty one, unless only its presence is asked about.
  private mutating func add(withoutHeader name: String, _ text: StringMatch) {
    headers.append(
      EnvoyJSON.fields([
        "name": .string(name), "string_match": EnvoyJSON.matcher(text),
        "present_match": text == .present ? true : nil, "invert_match": true,
        "treat_missing_header_as_empty": text == .present ? nil : true,
      ]))
  }

  /// Of two conditions on the path the narrower one stays. A proxy's route has room for one.
  private mutating func narrow(to uri: StringMatch, ignoringCase: Bool) -> Bool {
    let new: Path? =
      switch uri {
      case .exact(let text): .exact(text)
      case .prefix(let text): .prefix(text)
      case .regex(let text): .regex(text)
      case .present: nil
      }
    guard let new else { return true }
    guard let old = path else {
      path = new
      ignoresCase = ignoringCase
      return true
    }
    switch (old, new) {
    case (.prefix(let outer), .prefix(let inner)) where inner.hasPrefix(outer),
      (.prefix(let outer), .exact(let inner)) where inner.hasPrefix(outer):
      path = new
      ignoresCase = ignoringCase
    case (.exact(let outer), .exact(let inner)) where outer == inner,
      (.regex(let outer), .regex(let inner)) where outer == inner,
      (.exact(let outer), .prefix(let inner)) where outer.hasPrefix(inner),
      (.prefix(let outer), .prefix(let inner)) where outer.hasPrefix(inner):
      break
    case (.prefix("/"), .regex), (.prefix(""), .regex):
      path = new
      ignoresCase = ignoringCase
    case (.regex, .prefix("/")), (.regex, .prefix("")): break
    default: return false
    }
    return true
  }
}
