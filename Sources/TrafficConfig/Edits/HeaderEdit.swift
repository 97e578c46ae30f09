import Documents
import Texts

/// Plans what happens to headers on the way to a service and back.
public enum HeaderEdit {
  public static func plan(_ request: HeaderRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    guard !request.request.isEmpty || !request.response.isEmpty else {
      throw ChangeRefusal(.badValue, tr("Nothing is said about any header."))
    }
    var draft = try RouteDraft(request.scope, for: .any, context: context)
    var words: [String] = []
    for (side, edits) in [("request", request.request), ("response", request.response)] {
      let path = JSONPath(draft.path.steps + ["headers", .key(side)])
      for (verb, pairs) in [("set", edits.set), ("add", edits.add)] {
        for pair in pairs {
          if let problem = NameRules.headerOperation(pair.name, allowsAuthority: side == "request")
            ?? NameRules.headerValue(pair.value)
          {
            throw ChangeRefusal(.badValue, "\(pair.name): \(problem)")
          }
          draft.document[path.appending(verb).appending(pair.name)] = .string(pair.value)
          words.append(
            verb == "set"
              ? tr("sets \(pair.name) on the \(tr(key: side))") : tr("adds \(pair.name) on the \(tr(key: side))"))
        }
      }
      for name in edits.remove {
        if let problem = NameRules.headerOperation(name, allowsAuthority: false) {
          throw ChangeRefusal(.badValue, "\(name): \(problem)")
        }
        let names = draft.document[path.appending("remove")]?.strings ?? []
        if !names.contains(name) {
          draft.document[path.appending("remove")] = .array((names + [name]).map(JSONValue.string))
        }
        words.append(tr("removes \(name) from the \(tr(key: side))"))
      }
    }
    return draft.plan(
      title: tr("Headers of \(request.scope.service)"), what: words.joined(separator: ", "), expiry: request.expiry)
  }
}
