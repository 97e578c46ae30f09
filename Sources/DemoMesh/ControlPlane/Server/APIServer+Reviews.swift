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
        let wanted = AccessAttributes(
          verb: verb, group: group, resource: plural, subresource: part, name: resource["name"]?.string ?? "",
          namespace: resource["namespace"]?.string ?? "")
        allowed = !Self.missing.contains(part) && authorizer.allows(context.user, wanted)
      } else if let path = body.value("spec", "nonResourceAttributes") {
        allowed = authorizer.allows(context.user, path["verb"]?.string ?? "", path: path["path"]?.string ?? "")
      } else {
        throw .invalidField(
          context.type, "", "spec.resourceAttributes",
          "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified")
      }
      body["status"] = ["allowed": .bool(allowed)]
    case "SelfSubjectRulesReview":
      guard let namespace = body.value("spec", "namespace")?.string, !namespace.isEmpty else {
        throw .badRequest("no namespace on request")
      }
      let rules = authorizer.rules(of: context.user, in: namespace)
      body["status"] = [
        "resourceRules": .array(rules.filter(\.paths.isEmpty).map(\.review)),
        "nonResourceRules": .array(rules.filter { !$0.paths.isEmpty }.map(\.review)), "incomplete": false,
      ]
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
}
