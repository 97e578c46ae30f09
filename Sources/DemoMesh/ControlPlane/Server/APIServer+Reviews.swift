import Documents

extension APIServer {
  /// Answers what a user may do, or who they are.
  func review(_ context: RequestContext) throws(APIError) -> APIReply {
    var body = try RequestBody.object(context.request)
    guard body["kind"]?.string == context.type.kind else {
      throw .badRequest("the object provided is unrecognized (must be of type \(context.type.kind))")
    }
    switch context.type.kind {
    case "SelfSubjectAccessReview":
      let allowed: Bool
      if let resource = body.value("spec", "resourceAttributes") {
        let verb = resource["verb"]?.string ?? ""
        let (group, plural) = (resource["group"]?.string ?? "", resource["resource"]?.string ?? "")
        let part = resource["subresource"]?.string ?? ""
        allowed =
          !Self.missing.contains(part)
          && context.user.may(verb, group: group, resource: plural, subresource: part)
      } else if let path = body.value("spec", "nonResourceAttributes") {
        allowed = !context.user.isViewer || path["verb"]?.string == "get"
      } else {
        throw .invalidField(
          context.type, "", "spec.resourceAttributes",
          "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified")
      }
      body["status"] = ["allowed": .bool(allowed)]
    case "SelfSubjectRulesReview":
      body["status"] = rules(of: context.user)
    default:
      body["status"] = [
        "userInfo": ["username": .string(context.user.name), "groups": .array(context.user.groups.map { .string($0) })]
      ]
    }
    body.setMetadata("creationTimestamp", .null)
    return try ObjectFormat(context.request).reply(body, status: 201)
  }

  /// What needs a running container, which the demo has none of.
  static let missing: Set<String> = ["attach", "portforward"]

  private func rules(of user: APIUser) -> JSONValue {
    let paths: JSONValue = [["verbs": ["get"], "nonResourceURLs": ["*"]]]
    guard user.isViewer else {
      return [
        "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]],
        "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]], "incomplete": false,
      ]
    }
    let groups = [""] + catalogue.groups.map(\.name)
    let rules = groups.map { group -> JSONValue in
      let types = catalogue.types.filter { $0.group == group && !$0.isVirtual && $0.plural != "secrets" }
      let names = types.flatMap { type in
        [type.plural] + type.subresources.filter { $0.name != "exec" }.map { "\(type.plural)/\($0.name)" }
      }
      return [
        "verbs": ["get", "list", "watch"], "apiGroups": [.string(group)],
        "resources": .array(names.map { .string($0) }),
      ]
    }
    return ["resourceRules": .array(rules), "nonResourceRules": paths, "incomplete": false]
  }
}
