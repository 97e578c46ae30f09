import Documents
import Texts

/// Plans what of a request's address is changed on the way.
public enum RewriteEdit {
  public static func plan(_ request: RewriteRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    guard request.uri != nil || request.pattern != nil || request.authority != nil else {
      throw ChangeRefusal(.badValue, tr("A rewrite needs a path, a pattern or an authority."))
    }
    guard request.uri == nil || request.pattern == nil else {
      throw ChangeRefusal(.badValue, tr("A path and a pattern exclude each other."))
    }
    guard (request.pattern == nil) == (request.replacement == nil) else {
      throw ChangeRefusal(.badValue, tr("A pattern and its replacement belong together."))
    }
    if let pattern = request.pattern {
      do { _ = try RE2Pattern(pattern) } catch { throw ChangeRefusal(.badValue, "\(pattern): \(error)") }
    }
    var draft = try RouteDraft(request.scope, for: .forwarding, context: context)
    var rewrite = draft.route["rewrite"] ?? [:]
    if let uri = request.uri {
      guard uri.hasPrefix("/") else { throw ChangeRefusal(.badValue, tr("The path begins with /.")) }
      rewrite["uri"] = .string(uri)
      rewrite["uriRegexRewrite"] = nil
    }
    if let pattern = request.pattern, let replacement = request.replacement {
      rewrite["uri"] = nil
      rewrite["uriRegexRewrite"] = ["match": .string(pattern), "rewrite": .string(replacement)]
    }
    if let authority = request.authority { rewrite["authority"] = .string(authority) }
    draft.document[draft.path.appending("rewrite")] = rewrite
    var words: [String] = []
    if let uri = request.uri { words.append(tr("path to \(uri)")) }
    if let pattern = request.pattern { words.append(tr("\(pattern) in the path to \(request.replacement ?? "")")) }
    if let authority = request.authority { words.append(tr("authority to \(authority)")) }
    return draft.plan(
      title: tr("Rewrite \(request.scope.service)"),
      what: tr("rewrites the \(words.joined(separator: tr(" and the ")))"),
      expiry: request.expiry, notes: notes(request, draft.view))
  }

  private static func notes(_ request: RewriteRequest, _ route: HTTPRoute) -> [String] {
    guard let uri = request.uri else { return [] }
    if route.matches.isEmpty || route.matches.contains(where: { $0.uri == nil }) {
      return uri == "/" ? [] : [tr("Without a condition on the path only its first / is replaced: /a becomes \(uri)a.")]
    }
    return route.matches.compactMap { match in
      guard case .prefix(let prefix) = match.uri, prefix != "/" else { return nil }
      if uri.hasSuffix("/"), !prefix.hasSuffix("/") {
        return tr("\(prefix)/a becomes \(uri)/a, with two slashes: match \(prefix)/ as well to avoid that.")
      }
      if !uri.hasSuffix("/"), prefix.hasSuffix("/") {
        return tr("\(prefix)a becomes \(uri)a, without a slash between.")
      }
      return nil
    }
  }
}
