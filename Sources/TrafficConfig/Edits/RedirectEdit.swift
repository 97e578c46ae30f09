import Documents
import Texts

/// Plans answers that the proxies give by themselves: redirects and direct responses.
public enum RedirectEdit {
  /// What a route that answers by itself cannot have.
  private static let forwarding = [
    "route", "delegate", "fault", "rewrite", "timeout", "retries", "mirror", "mirrorPercentage", "mirrorPercent",
    "mirror_percent", "mirrors",
  ]

  public static func plan(_ request: RedirectRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    guard request.uri != nil || request.authority != nil || request.scheme != nil || request.port != nil else {
      throw ChangeRefusal(.badValue, tr("A redirect needs a path, an authority, a scheme or a port."))
    }
    if let scheme = request.scheme, !["http", "https"].contains(scheme) {
      throw ChangeRefusal(.badValue, tr("The scheme is http or https, not \(scheme)."))
    }
    if let status = request.status, !(300...399).contains(status) {
      throw ChangeRefusal(.badValue, tr("The status of a redirect is 300 to 399, not \(status)."))
    }
    var draft = try RouteDraft(request.scope, for: .any, copies: false, context: context)
    let isNew = draft.isRuleNew
    let removed = draft.remove(forwarding + ["directResponse"])
    var redirect = draft.route["redirect"] ?? [:]
    if let uri = request.uri {
      redirect["uri"] = .string(uri)
      redirect["prefixRewrite"] = nil
    }
    if let authority = request.authority { redirect["authority"] = .string(authority) }
    if let scheme = request.scheme { redirect["scheme"] = .string(scheme) }
    if let port = request.port {
      redirect["port"] = JSONValue(port)
      redirect["derivePort"] = nil
    }
    if let status = request.status { redirect["redirectCode"] = JSONValue(status) }
    draft.document[draft.path.appending("redirect")] = redirect
    let view = draft.view.redirect
    let target =
      "\(view?.scheme.map { "\($0)://" } ?? "")\(view?.authority ?? "")\(view?.port.map { ":\($0)" } ?? "")\(view?.uri ?? "")"
    return draft.plan(
      title: tr("Redirect \(request.scope.service)"), what: tr("redirects to \(target) with \(view?.status ?? 301)"),
      expiry: request.expiry, notes: notes(removed, isNew: isNew) + loop(request, draft))
  }

  /// - Parameters:
  ///   - status: 200...599.
  ///   - body: as text; nil for none.
  public static func answer(
    status: Int, body: String?, for scope: RouteScope, expiry: Expiry = .never, in context: EditContext
  ) throws(ChangeRefusal) -> ChangePlan {
    guard (200...599).contains(status) else {
      throw ChangeRefusal(.badValue, tr("The status of an answer is 200 to 599, not \(status)."))
    }
    var draft = try RouteDraft(scope, for: .any, copies: false, context: context)
    let isNew = draft.isRuleNew
    let removed = draft.remove(forwarding + ["redirect"])
    let path = draft.path.appending("directResponse")
    draft.document[path.appending("status")] = JSONValue(status)
    if let body { draft.document[path.appending("body")] = ["string": .string(body)] }
    return draft.plan(
      title: tr("Answer for \(scope.service)"), what: tr("answers \(status) by the proxies themselves"), expiry: expiry,
      notes: notes(removed, isNew: isNew))
  }

  private static func notes(_ removed: [String], isNew: Bool) -> [String] {
    guard !isNew, !removed.isEmpty else { return [] }
    return [tr("The route no longer forwards: it loses \(removed.joined(separator: ", ")).")]
  }

  /// A redirect to a path that the same route takes comes back to it.
  private static func loop(_ request: RedirectRequest, _ draft: RouteDraft) -> [String] {
    guard let uri = request.uri, request.authority == nil, request.scheme == nil, request.port == nil else { return [] }
    let matches = draft.view.matches
    let takes =
      matches.isEmpty
      || matches.contains { match in
        match.uri.map { CompiledText($0, ignoringCase: match.ignoreUriCase).matches(uri) } ?? true
      }
    return takes
      ? [tr("The route takes \(uri) as well, so clients that follow the redirect go round in a circle.")] : []
  }
}
