import Documents
import FoundationEssentials
import TrafficConfig

/// A Kubernetes control plane with Istio's traffic kinds, in this process, on the loopback interface.
///
/// It holds objects, answers the Kubernetes API, runs the controllers that make pods of Deployments, and tells what
/// routes traffic after each change. It runs no containers: what its pods do is the simulated mesh's business, and of the
/// commands that `pods/exec` may run it knows those that ask a proxy's admin interface.
public final class ControlPlane: Sendable {
  /// Called with the configuration, one call at a time.
  public typealias ConfigurationHandler = @Sendable (MeshConfiguration) async -> Void

  let store: ObjectStore
  let tokens = AccessTokens()
  let api: APIServer
  private let names: NameSource
  private let loop: ControllerLoop
  private let proxies: ProxyReports?
  private let server: LoopbackServer
  /// The certificate that clients are to trust, as PEM.
  let certificatePEM: String

  /// Binds the API and prepares the store; `run` starts the controllers.
  init(
    _ options: ControlPlaneOptions = ControlPlaneOptions(), clock: @escaping @Sendable () -> Double = ControlPlane.now
  ) async throws {
    store = ObjectStore(historyLimit: options.historyLimit)
    names = NameSource(seed: options.seed)
    let api = APIServer(store: store, tokens: tokens, names: names, clock: clock)
    self.api = api
    proxies = options.reportsProxies ? ProxyReports() : nil
    loop = ControllerLoop(
      store: store, names: names, timing: options.timing, network: options.network, proxies: proxies, clock: clock)
    let identity = try ServerIdentity(now: clock())
    certificatePEM = identity.certificatePEM
    server = try await LoopbackServer.start(
      port: options.port, bodyLimit: options.bodyLimit, tls: identity.context, webSockets: api.webSockets
    ) { request in
      await api.handle(request)
    }
  }

  /// Where the API answers, such as `https://127.0.0.1:34567`; plain HTTP is answered there too.
  public var url: String { "https://127.0.0.1:\(server.port)" }

  var port: Int { server.port }

  /// What answers on the pods' ports.
  public func setPodStats(_ provider: any PodStatsProvider) { api.podStats = provider }

  /// `prepare` and `follow` in one step.
  ///
  /// - Parameters:
  ///   - objects: in the order of creation; namespaces before what is in them.
  ///   - onConfigurationChange: gets the configuration now and after each change.
  /// - Throws: if an object is not valid, which is a mistake of the program.
  func run(_ objects: [JSONValue], onConfigurationChange: @escaping ConfigurationHandler = { _ in }) throws {
    try prepare(objects)
    follow(onConfigurationChange)
  }

  /// Puts objects in as an administrator would, and brings everything to its wish at once.
  ///
  /// - Parameter objects: in the order of creation; namespaces before what is in them.
  /// - Throws: if an object is not valid, which is a mistake of the program.
  func prepare(_ objects: [JSONValue]) throws {
    try install(objects)
    loop.settle()
    // Nobody can have seen what was before; the first versions of all pods would only take memory.
    store.compact()
  }

  /// Starts the controllers.
  ///
  /// - Parameter onConfigurationChange: gets the configuration now and after each change.
  func follow(_ onConfigurationChange: @escaping ConfigurationHandler) {
    loop.start(onConfigurationChange: onConfigurationChange)
  }

  /// Takes note of a pod's proxy.
  ///
  /// - Parameters:
  ///   - report: nil for a proxy that is gone with its pod.
  ///   - pod: its namespace and name.
  func report(_ report: ProxyReport?, of pod: ObjectKey) {
    proxies?.set(report, of: pod)
    loop.wake()
  }

  /// The mesh as it is now.
  public func configuration() -> MeshConfiguration { MeshConfigurationReader(store: store).configuration() }

  /// Ends the API and the controllers.
  public func stop() async {
    await loop.stop()
    await server.stop()
  }

  private func install(_ objects: [JSONValue]) throws {
    let now = api.clock()
    try store.transaction { transaction in
      for object in objects {
        guard let type = ResourceCatalogue.shared.type(apiVersion: object.apiVersion, kind: object.kind) else {
          throw APIError.badRequest("no kind \"\(object.kind)\" in \(object.apiVersion)")
        }
        let writer = ObjectWriter(type: type, library: api.library, names: names, now: now)
        var document = try writer.decode(object, apiVersion: object.apiVersion, validation: .strict).document
        let status = document["status"]
        writer.prepareForCreate(&document, namespace: object.objectNamespace)
        if let status { document["status"] = status }
        if type.isCustom || type.group == "apps" || type.kind == "Service" {
          let manager = FieldManager(name: "vigla-demo", operation: .update, apiVersion: object.apiVersion)
          ManagedFields.recordUpdate(
            from: nil, to: &document, type: type, manager: manager, time: Timestamp.seconds(now))
        }
        _ = try writer.validate(document)
        transaction.put(type.id, ObjectKey(namespace: document.objectNamespace, name: document.objectName), document)
      }
    }
  }

  /// The system's clock, in seconds since 1970.
  public static func now() -> Double { Date().timeIntervalSince1970 }
}
