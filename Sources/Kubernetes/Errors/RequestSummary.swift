/// What a request was for, in the words of an error message.
public struct RequestSummary: Sendable, Hashable {
  /// RBAC's verb: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`.
  public var verb: String
  /// RBAC's resource, with `/subresource` where there is one; empty for plain URLs.
  public var resource: String
  public var namespace: String?
  public var name: String?
  /// The server's URL without user information.
  public var server: String
  /// Who asked, for `unauthorized`; empty where unknown.
  public var user: String

  public init(
    verb: String, resource: String, namespace: String? = nil, name: String? = nil, server: String, user: String = ""
  ) {
    self.verb = verb
    self.resource = resource
    self.namespace = namespace
    self.name = name
    self.server = server
    self.user = user
  }

  /// Such as `patch virtualservices.networking.istio.io "reviews" in namespace default`.
  public var text: String {
    var text = "\(verb) \(resource)"
    if let name { text += " \"\(name)\"" }
    if let namespace { text += " in namespace \(namespace)" }
    return DisplayText.oneLine(text)
  }
}
