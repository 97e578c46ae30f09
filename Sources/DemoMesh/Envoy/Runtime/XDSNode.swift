import Documents

/// What one proxy is to have, has been sent and has taken; no I/O and no clock.
///
/// A change goes out make-before-break: first the clusters, those that are to go still among them; then, once the proxy
/// has taken them, listeners and routes; then the clusters without those that nothing leads to any more.
struct XDSNode: Sendable {
  private struct Served: Sendable {
    var version: Int
    var resources: [JSONValue]
  }

  private struct Subscriber: Sendable {
    /// The newest version that it was given.
    var sent: Int?
    /// The newest version that it said it runs.
    var taken: Int?
    /// The newest version that it did not take.
    var refused: Int?
  }

  private var wanted: [XDSType: [JSONValue]] = [:]
  private var served: [XDSType: Served] = [:]
  private var taken: [XDSType: [JSONValue]] = [:]
  private var subscribers: [XDSSubscription: Subscriber] = [:]
  private var lastVersion = 0

  /// Sets what the proxy is to run with.
  mutating func want(_ resources: EnvoyResources) {
    wanted = [.clusters: resources.clusters, .listeners: resources.listeners, .routes: resources.routes]
    advance()
  }

  /// The proxy begins anew and has nothing; it may as well get everything at once.
  mutating func restart() {
    subscribers = [:]
    taken = [:]
    advance()
  }

  /// Whether the proxy has been given all that it is to have, and has taken it or refused it.
  var isSettled: Bool {
    XDSType.allCases.allSatisfy { isSettled($0) && served[$0]?.resources == wanted[$0] }
  }

  /// What a request says about the newest resources of its type.
  enum Note: Sendable, Hashable {
    /// Nothing that was not known.
    case nothing
    case taken
    case refused(XDSRefusal)
  }

  /// Notes what a request says about what the proxy runs.
  ///
  /// - Parameter version: as in the request, empty at first.
  mutating func note(_ subscription: XDSSubscription, version: String) -> Note {
    var subscriber = subscribers[subscription] ?? Subscriber()
    defer {
      subscribers[subscription] = subscriber
      advance()
    }
    guard let served = served[subscription.type] else { return .nothing }
    if version == String(served.version) {
      guard subscriber.taken != served.version else { return .nothing }
      subscriber.taken = served.version
      subscriber.refused = nil
      taken[subscription.type] = served.resources
      return .taken
    }
    guard subscriber.sent == served.version, subscriber.refused != served.version else { return .nothing }
    // It has been given this version and asks with another one: that is how Envoy says no.
    subscriber.refused = served.version
    return .refused(
      XDSRefusal(
        subscription: subscription, version: served.version, resources: served.resources,
        running: taken[subscription.type] ?? []))
  }

  /// What there is for a subscription that has a version, or nil for nothing new.
  func response(to subscription: XDSSubscription, having version: String) -> XDSResponse? {
    guard let served = served[subscription.type], version != String(served.version),
      subscribers[subscription]?.refused != served.version
    else { return nil }
    var resources = served.resources
    if !subscription.names.isEmpty {
      resources = resources.filter { subscription.names.contains(Self.name($0)) }
      // A route configuration that is not there yet is waited for.
      if resources.isEmpty { return nil }
    }
    return XDSResponse(type: subscription.type, version: served.version, resources: resources)
  }

  /// Notes that a response went out.
  mutating func send(_ response: XDSResponse, to subscription: XDSSubscription) {
    subscribers[subscription, default: Subscriber()].sent = response.version
  }

  // MARK: Order

  /// Serves the next step of what is wanted, if the proxy is through with the one before.
  private mutating func advance() {
    guard !wanted.isEmpty else { return }
    let clusters = wanted[.clusters] ?? []
    if let current = served[.clusters]?.resources {
      let names = Set(clusters.map(Self.name))
      let isConnected = !subscribers.isEmpty
      // Whoever is not there needs no consideration.
      let leaving = isConnected ? current.filter { !names.contains(Self.name($0)) } : []
      let known = Set(current)
      if !clusters.allSatisfy(known.contains) || !isConnected && current != clusters {
        serve(.clusters, clusters + leaving)
      }
    } else {
      serve(.clusters, clusters)
    }
    guard isSettled(.clusters) else { return }
    for type in [XDSType.listeners, .routes] where served[type]?.resources != wanted[type] {
      serve(type, wanted[type] ?? [])
    }
    guard isSettled(.listeners), isSettled(.routes) else { return }
    if served[.clusters]?.resources != clusters { serve(.clusters, clusters) }
  }

  private mutating func serve(_ type: XDSType, _ resources: [JSONValue]) {
    lastVersion += 1
    served[type] = Served(version: lastVersion, resources: resources)
  }

  /// Whether every subscription of a type has taken or refused what is served. One that asks for what is not there any
  /// more does not count.
  private func isSettled(_ type: XDSType) -> Bool {
    guard let served = served[type] else { return false }
    let names = Set(served.resources.map(Self.name))
    return subscribers.allSatisfy { subscription, subscriber in
      subscription.type != type || subscriber.taken == served.version || subscriber.refused == served.version
        || !subscription.names.isEmpty && names.isDisjoint(with: subscription.names)
    }
  }

  private static func name(_ resource: JSONValue) -> String { resource["name"]?.string ?? "" }
}
