import Documents
import NIOHTTP1
import Synchronization

/// The HTTP face of the control plane: the Kubernetes API over the object store.
final class APIServer: Sendable {
  let store: ObjectStore
  let catalogue: ResourceCatalogue
  let library: SchemaLibrary
  let tokens: AccessTokens
  let names: NameSource
  /// Seconds since 1970.
  let clock: @Sendable () -> Double
  /// What kubectl prints as the server's version.
  static let version = "v1.32.4+vigla"
  /// Who may do what.
  let authorizer: Authorizer
  private let provider = Mutex<(any PodStatsProvider)?>(nil)

  init(
    store: ObjectStore, tokens: AccessTokens, names: NameSource, catalogue: ResourceCatalogue = .shared,
    library: SchemaLibrary = .shared, clock: @escaping @Sendable () -> Double
  ) {
    self.store = store
    self.tokens = tokens
    self.names = names
    self.catalogue = catalogue
    self.library = library
    self.clock = clock
    authorizer = Authorizer(store: store)
  }

  var podStats: (any PodStatsProvider)? {
    get { provider.withLock { $0 } }
    set { provider.withLock { $0 = newValue } }
  }

  /// Answers one request; every failure becomes a Status body.
  func handle(_ request: APIRequest) async -> APIReply {
    var reply: APIReply
    do throws(APIError) {
      reply = try await answer(request, try user(of: request))
    } catch {
      reply = error.reply
    }
    reply.headers.append(("Audit-Id", names.uuid()))
    reply.headers.append(("Cache-Control", "no-cache, private"))
    return reply
  }

  private func answer(_ request: APIRequest, _ user: APIUser) async throws(APIError) -> APIReply {
    if let reply = try discovery(request) {
      guard authorizer.allows(user, "get", path: request.rawPath) else {
        throw .forbidden(user.name, "get", path: request.rawPath)
      }
      return reply
    }
    if let path = RequestPath(request.rawPath), path.resource == "pods", Self.missing.contains(path.subresource) {
      throw APIError(
        501, "NotImplemented", "the demo runs no containers, so \(path.subresource) is not possible",
        details: ["name": .string(path.name), "kind": "pods"])
    }
    guard let context = try context(of: request, user) else {
      let verb = request.method.lowercased()
      guard RequestPath(request.rawPath) != nil || authorizer.allows(user, verb, path: request.rawPath) else {
        throw .forbidden(user.name, verb, path: request.rawPath)
      }
      return .text("404 page not found\n", status: 404)
    }
    let (type, path, verb) = (context.type, context.path, context.verb)
    if !path.subresource.isEmpty { return try await subresource(context) }
    guard type.verbs.contains(verb) else { throw .methodNotAllowed(verb) }
    switch verb {
    case "get": return try get(context)
    case "list": return try list(context)
    case "watch": return try watch(context)
    case "create": return type.isVirtual ? try review(context) : try create(context)
    case "update": return try update(context)
    case "patch": return try patch(context)
    case "delete": return try delete(context)
    case "deletecollection": return try deleteCollection(context)
    default: throw .methodNotAllowed(verb)
    }
  }

  /// What a request to a resource means, if its user may do that; nil for a path that is not served.
  func context(of request: APIRequest, _ user: APIUser) throws(APIError) -> RequestContext? {
    guard let path = RequestPath(request.rawPath), !path.resource.isEmpty,
      let type = catalogue.type(group: path.group, version: path.version, plural: path.resource),
      path.subresource.isEmpty || type.subresources.contains(where: { $0.name == path.subresource }),
      path.namespace.isEmpty || type.isNamespaced || type.kind == "Namespace"
    else { return nil }
    let verb = try Self.verb(request, path)
    let wanted = AccessAttributes(
      verb: verb, group: type.group, resource: type.plural, subresource: path.subresource,
      name: path.name.isEmpty ? Self.selectedName(request, type) : path.name, namespace: path.namespace)
    guard authorizer.allows(user, wanted) else {
      throw .forbidden(
        user.name, verb: verb, type: type, subresource: path.subresource, name: path.name, namespace: path.namespace)
    }
    return RequestContext(request: request, user: user, path: path, type: type, verb: verb)
  }

  /// The one object that a list or watch is narrowed to, which a role may allow by name.
  private static func selectedName(_ request: APIRequest, _ type: ResourceType) -> String {
    (try? FieldSelector(parsing: request.parameter("fieldSelector") ?? "", for: type))?.name ?? ""
  }

  /// The verb of the API for a method and path.
  private static func verb(_ request: APIRequest, _ path: RequestPath) throws(APIError) -> String {
    switch request.method {
    // Who runs a command needs the right to create, although a WebSocket is asked for with GET.
    case "GET" where path.subresource == "exec": return "create"
    case "GET", "HEAD":
      if request.flag("watch"), path.subresource.isEmpty { return "watch" }
      return path.name.isEmpty ? "list" : "get"
    case "POST": return "create"
    case "PUT": return "update"
    case "PATCH": return "patch"
    case "DELETE": return path.name.isEmpty ? "deletecollection" : "delete"
    default: throw .methodNotAllowed(request.method)
    }
  }

  /// The time now as metadata has it.
  var timestamp: String { Timestamp.seconds(clock()) }
}
