import Documents
import Texts

/// Plans which pages of other origins may read a service's answers.
public enum CORSEdit {
  public static func plan(_ request: CORSRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    guard !request.isEmpty else { throw ChangeRefusal(.badValue, tr("Nothing is said about other origins.")) }
    var draft = try RouteDraft(request.scope, for: .any, context: context)
    let path = draft.path.appending("corsPolicy")
    var policy = draft.route["corsPolicy"] ?? [:]
    if let origins = request.origins {
      for origin in origins { try check(origin) }
      policy["allowOrigins"] = list(origins.map(document))
      // The old list would be read beside the new one.
      policy["allowOrigin"] = nil
    }
    if let methods = request.methods {
      for name in methods { try check(method: name) }
      policy["allowMethods"] = list(methods.map(JSONValue.string))
    }
    if let headers = request.headers {
      for name in headers { try check(header: name) }
      policy["allowHeaders"] = list(headers.map(JSONValue.string))
    }
    if let headers = request.expose {
      for name in headers { try check(header: name) }
      policy["exposeHeaders"] = list(headers.map(JSONValue.string))
    }
    if let seconds = request.maxAge {
      guard seconds.isFinite, seconds >= 0, seconds == seconds.rounded(), seconds < 1e12 else {
        throw ChangeRefusal(.badValue, tr("How long a browser remembers is whole seconds, not \(seconds) s."))
      }
      policy["maxAge"] = .string(DurationText.text(seconds: seconds))
    }
    if let allows = request.allowsCredentials { policy["allowCredentials"] = .bool(allows) }
    if let preflights = request.unmatchedPreflights { policy["unmatchedPreflights"] = .string(preflights.rawValue) }
    draft.document[path] = policy.object?.isEmpty == true ? .none : .some(policy)
    return draft.plan(
      title: tr("Other origins at \(request.scope.service)"), what: words(policy), expiry: request.expiry,
      notes: notes(policy))
  }

  static func check(_ origin: StringMatch) throws(ChangeRefusal) {
    switch origin {
    case .present, .exact(""), .prefix(""), .regex(""):
      throw ChangeRefusal(.badValue, tr("An origin is needed, such as https://shop.example."))
    case .regex(let pattern):
      do { _ = try RE2Pattern(pattern) } catch { throw ChangeRefusal(.badValue, "\(pattern): \(error)") }
    case .exact("*"): break
    case .exact(let text), .prefix(let text):
      guard text.contains("://"), text != "null" else {
        throw ChangeRefusal(
          .badValue,
          tr("\(text): an origin has a scheme and a host, such as https://shop.example, or is * for every one."))
      }
      let host = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2)
      if host.count > 1 {
        throw ChangeRefusal(.badValue, tr("\(text): an origin has no path; browsers send only scheme, host and port."))
      }
    }
  }

  private static func check(method: String) throws(ChangeRefusal) {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "*"]
    guard known.contains(method) else {
      throw ChangeRefusal(.badValue, tr("\(method) is no method. Known: \(known.joined(separator: ", "))."))
    }
  }

  private static func check(header: String) throws(ChangeRefusal) {
    guard header == "*" || NameRules.isToken(header) else {
      throw ChangeRefusal(.badValue, tr("\"\(header)\" is no name of a header."))
    }
  }

  private static func document(_ origin: StringMatch) -> JSONValue {
    switch origin {
    case .exact(let text): ["exact": .string(text)]
    case .prefix(let text): ["prefix": .string(text)]
    case .regex(let text): ["regex": .string(text)]
    case .present: [:]
    }
  }

  /// Istio has no use for an empty list: its key goes.
  private static func list(_ values: [JSONValue]) -> JSONValue? {
    if values.isEmpty { return .none }
    return .array(values)
  }

  /// The origins that a policy allows, with those in the old list.
  private static func origins(_ policy: JSONValue) -> [StringMatch] {
    let old = (policy["allowOrigin"]?.strings ?? []).map(StringMatch.exact)
    return (policy["allowOrigins"]?.array ?? []).map(StringMatch.init) + old
  }

  private static func words(_ policy: JSONValue) -> String {
    let names = origins(policy).map { origin in
      switch origin {
      case .exact("*"): tr("every origin")
      case .exact(let text): text
      default: tr("what \(origin.words)")
      }
    }
    var words = [names.isEmpty ? tr("no page of another origin") : tr("pages of \(names.joined(separator: ", "))")]
    if let methods = policy["allowMethods"]?.strings { words.append(tr("methods \(methods.joined(separator: ", "))")) }
    if let headers = policy["allowHeaders"]?.strings { words.append(tr("headers \(headers.joined(separator: ", "))")) }
    if policy["allowCredentials"]?.bool == true { words.append(tr("with credentials")) }
    return tr("allows ") + words.joined(separator: ", ")
  }

  private static func notes(_ policy: JSONValue) -> [String] {
    var notes: [String] = []
    let origins = origins(policy)
    let isOpen = origins.contains { origin in
      switch origin {
      case .exact("*"): true
      // What takes an origin that nobody can have named takes every one.
      case .regex: CompiledText(origin, ignoringCase: false).matches("https://vigla.invalid:1")
      case .prefix(let text): ["http://", "https://"].contains(text)
      default: false
      }
    }
    if isOpen, policy["allowCredentials"]?.bool == true {
      notes.append(tr("Any page on the web may then act with the cookies of its visitor: name the origins instead."))
    }
    if origins.isEmpty { notes.append(tr("Without an origin the policy allows nothing.")) }
    notes.append(tr("Browsers keep to this; other clients do not: it protects visitors, not the service."))
    return notes
  }
}
