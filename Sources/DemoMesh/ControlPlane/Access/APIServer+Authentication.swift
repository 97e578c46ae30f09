extension APIServer {
  /// Who sends a request: the token's owner or, where the owner may impersonate, whom the headers name.
  func user(of request: APIRequest) throws(APIError) -> APIUser {
    guard let owner = tokens.owner(authorization: request.headers.first(name: "authorization")),
      owner.expires > clock()
    else { throw .unauthorized }
    if let account = owner.account, store.object("serviceaccounts", account.key)?.uid != account.uid {
      throw .unauthorized
    }
    guard let name = request.headers.first(name: "impersonate-user") else { return owner.user }
    guard authorizer.allows(owner.user, AccessAttributes(verb: "impersonate", group: "", resource: "users", name: name))
    else {
      throw APIError(
        403, "Forbidden",
        "users \"\(name)\" is forbidden: User \"\(owner.user.name)\" cannot impersonate resource \"users\" in API group "
          + "\"\" at the cluster scope", details: ["name": .string(name), "kind": "users"])
    }
    return Self.impersonated(name, groups: request.headers[canonicalForm: "impersonate-group"].map(String.init))
  }

  private static func impersonated(_ name: String, groups: [String]) -> APIUser {
    let parts = name.split(separator: ":")
    if parts.count == 4, name.hasPrefix("system:serviceaccount:") {
      return .serviceAccount(namespace: String(parts[2]), name: String(parts[3]))
    }
    return APIUser(name: name, groups: groups + ["system:authenticated"])
  }

  /// A token for a service account, as `kubectl create token` asks for it.
  func createToken(_ context: RequestContext) throws(APIError) -> APIReply {
    var body = try RequestBody.object(context.request)
    guard let account = store.object("serviceaccounts", context.key) else {
      throw .notFound(context.type, context.path.name)
    }
    let wanted = body.value("spec", "expirationSeconds")?.int ?? 3600
    guard wanted >= 600 else {
      throw .invalid(
        kind: "TokenRequest.authentication.k8s.io", group: "authentication.k8s.io", detailKind: "TokenRequest",
        context.path.name,
        [
          SchemaFinding(
            reason: .invalid, field: "spec.expirationSeconds",
            message: "Invalid value: \(wanted): may not specify a duration less than 10 minutes")
        ])
    }
    let expires = clock() + Double(wanted)
    body["status"] = [
      "token": .string(tokens.issue(context.key, uid: account.uid, expires: expires)),
      "expirationTimestamp": .string(Timestamp.seconds(expires)),
    ]
    return try ObjectFormat(context.request).reply(body, status: 201)
  }
}
