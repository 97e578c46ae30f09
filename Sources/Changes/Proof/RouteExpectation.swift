import Documents
import Kubernetes
import Texts
import TrafficConfig

/// What the routes of client proxies look like once they have a change of a VirtualService.
struct RouteExpectation: Sendable {
  /// What a proxy's routes show.
  enum Verdict: Sendable, Hashable {
    /// The change.
    case shown
    /// Something else, and what.
    case differs(String)
    /// The object does not concern this proxy.
    case noClient
  }

  /// `namespace/name`.
  let owner: String
  let namespace: String
  /// Full host names.
  let hosts: Set<String>
  /// Nil for a deletion.
  private let after: VirtualService?
  private let before: VirtualService?
  /// Values that the object gave before: where it gives none now, they must be gone.
  private let formerTimeouts: Set<Double>
  private let formerAttempts: Set<Int>
  /// Whether the routes tell the new object from the old one.
  let isVisible: Bool

  /// How often Istio has requests retried where the object does not say.
  private static let defaultAttempts = 2

  /// Nil where nothing of the change can reach a route: the spec stays as it is, the object has no HTTP routes, or they
  /// are merged into those of another object.
  init?(_ change: ObjectChange) {
    guard change.reference.kind == VirtualService.kind, change.before?["spec"] != change.after?["spec"] else {
      return nil
    }
    before = change.before.map(VirtualService.init)
    after = change.after.map(VirtualService.init)
    let objects = [before, after].compactMap(\.self)
    guard objects.contains(where: { !$0.http.isEmpty }),
      objects.allSatisfy({ object in !object.hosts.isEmpty && object.http.allSatisfy { $0.delegate == nil } })
    else { return nil }
    let reference = change.reference
    owner = "\(reference.namespace)/\(reference.name)"
    namespace = reference.namespace
    hosts = Set((after ?? before)?.hosts.map { HostName.fqdn($0, namespace: reference.namespace) } ?? [])
    formerTimeouts = Set(before?.http.compactMap(\.timeout) ?? []).subtracting([0])
    formerAttempts = Set(before?.http.compactMap { $0.retries?.attempts } ?? []).subtracting([Self.defaultAttempts])
    isVisible =
      before.map { Self.everything(in: $0, reference.namespace) }
      != after.map { Self.everything(in: $0, reference.namespace) }
  }

  /// Whether it is about sidecars only, so that the service's ports name all routes of interest.
  var isForSidecarsOnly: Bool {
    [before, after].compactMap(\.self).allSatisfy { $0.gateways == [VirtualService.mesh] }
  }

  // MARK: - Comparing

  /// What a proxy's routes show.
  ///
  /// - Parameter former: its routes before the write, for what the comparison alone cannot tell.
  func verdict(_ dump: RouteDump, former: RouteDump?, of pod: PodRecord) -> Verdict {
    guard after != nil else {
      guard former.map({ !$0.routes(of: owner).isEmpty }) ?? true else { return .noClient }
      return dump.routes(of: owner).isEmpty ? .shown : .differs(tr("still has its routes"))
    }
    var isClient = false
    for configuration in dump.configurations {
      let expected = shapes(for: pod, isGateway: configuration.isGateway, port: configuration.port)
      guard !expected.isEmpty else { continue }
      for host in configuration.hosts where isAbout(host) {
        isClient = true
        if let difference = difference(of: host, from: expected) { return .differs(difference) }
      }
    }
    guard isClient else { return .noClient }
    if !isVisible, let former, former.routes(of: owner).map(\.document) == dump.routes(of: owner).map(\.document) {
      return .differs(tr("has the same routes as before"))
    }
    return .shown
  }

  private func isAbout(_ host: RouteDump.VirtualHost) -> Bool {
    !host.domains.isDisjoint(with: hosts) && (host.domains != ["*"] || host.routes.contains { $0.owner == owner })
      || host.routes.contains { $0.owner == owner }
  }

  /// What is otherwise than expected; nil if nothing is.
  private func difference(of host: RouteDump.VirtualHost, from expected: [RouteShape]) -> String? {
    let routes = host.routes.filter { $0.owner == owner }.map(\.shape)
    guard let last = routes.last else {
      if let other = host.routes.compactMap(\.owner).first { return tr("has the routes of VirtualService \(other)") }
      return tr("has no routes of it")
    }
    for (wanted, found) in zip(expected, routes) {
      if let difference = difference(of: found, from: wanted) { return difference }
    }
    if routes.count > expected.count { return tr("has \(routes.count) routes of it instead of \(expected.count)") }
    // What follows a route that takes everything is left out.
    guard routes.count == expected.count || last.path.isEmpty && last.conditions.isEmpty else {
      return tr("has \(routes.count) routes of it instead of \(expected.count)")
    }
    return nil
  }

  private func difference(of found: RouteShape, from wanted: RouteShape) -> String? {
    guard found.path == wanted.path, Set(found.conditions.keys) == Set(wanted.conditions.keys),
      wanted.conditions.allSatisfy({ name, texts in texts.isSubset(of: found.conditions[name] ?? []) })
    else { return tr("matches other requests") }
    if !Self.areEqual(found.shares, wanted.shares) {
      return found.shares.isEmpty ? tr("sends the requests nowhere") : tr("still sends \(found.sharesInWords)")
    }
    if let timeout = found.timeout, wanted.timeout.map({ $0 != timeout }) ?? formerTimeouts.contains(timeout) {
      return tr("has the timeout \(timeout == 0 ? tr("none") : DurationText.text(seconds: timeout))")
    }
    if let attempts = found.attempts, wanted.attempts.map({ $0 != attempts }) ?? formerAttempts.contains(attempts) {
      return tr("retries \(attempts) times")
    }
    if !Self.areEqual(found.delay, wanted.delay) {
      return found.delay == nil ? tr("injects no delay") : tr("injects another delay")
    }
    if !Self.areEqual(found.abort, wanted.abort) {
      return found.abort == nil ? tr("aborts no requests") : tr("aborts other requests")
    }
    if found.mirrors != wanted.mirrors { return tr("mirrors elsewhere") }
    if let redirect = wanted.redirect {
      guard let found = found.redirect, redirect.allSatisfy(found.contains) else { return tr("redirects elsewhere") }
    } else if found.redirect != nil {
      return tr("still redirects")
    }
    return found.response == wanted.response ? nil : tr("gives another answer by itself")
  }

  /// Proxies keep percentages in whole millionths.
  private static func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 0.000_1 }

  private static func areEqual(
    _ a: [RouteShape.Target: Double], _ b: [RouteShape.Target: Double]
  ) -> Bool {
    a.count == b.count && a.allSatisfy { target, share in b[target].map { isClose($0, share) } ?? false }
  }

  private static func areEqual(_ a: RouteShape.Delay?, _ b: RouteShape.Delay?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return isClose(a.seconds, b.seconds) && isClose(a.percent, b.percent)
  }

  private static func areEqual(_ a: RouteShape.Abort?, _ b: RouteShape.Abort?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.status == b.status && a.isGRPC == b.isGRPC && isClose(a.percent, b.percent)
  }

  // MARK: - What is wanted

  /// The routes that one proxy shall have, in order.
  private func shapes(for pod: PodRecord, isGateway: Bool, port: Int?) -> [RouteShape] {
    guard let after, after.gateways.contains(where: { ($0 == VirtualService.mesh) != isGateway }) else { return [] }
    return after.http.flatMap { route in
      guard !route.matches.isEmpty else { return [Self.shape(route, nil, namespace)] }
      return route.matches.filter { match in
        if let wanted = match.port, let port, wanted != port { return false }
        guard match.gateways.isEmpty else {
          return match.gateways.contains { ($0 == VirtualService.mesh) != isGateway }
        }
        return match.sourceLabels.allSatisfy { pod.info.labels[$0.key] == $0.value }
          && (match.sourceNamespace == nil || match.sourceNamespace == pod.namespace)
      }.map { Self.shape(route, $0, namespace) }
    }
  }

  /// All that the comparison looks at, whoever asks.
  private static func everything(in object: VirtualService, _ namespace: String) -> [RouteShape] {
    object.http.flatMap { route in
      route.matches.isEmpty ? [shape(route, nil, namespace)] : route.matches.map { shape(route, $0, namespace) }
    }
  }

  private static func shape(_ route: HTTPRoute, _ match: HTTPMatch?, _ namespace: String) -> RouteShape {
    var shape = RouteShape()
    func target(_ host: String, _ subset: String?) -> RouteShape.Target {
      RouteShape.Target(host: HostName.fqdn(host, namespace: namespace), subset: subset ?? "")
    }
    if let match { read(match, into: &shape) }
    if let redirect = route.redirect {
      shape.redirect = [redirect.authority, redirect.uri].compactMap(\.self).filter { !$0.contains("%") }
      return shape
    }
    if let response = route.directResponse {
      shape.response = response.status
      return shape
    }
    for (destination, share) in zip(route.destinations, RouteDestination.shares(route.destinations)) where share > 0 {
      shape.shares[target(destination.host, destination.subset), default: 0] += share
    }
    shape.timeout = route.timeout
    shape.attempts = route.retries?.attempts
    if let delay = route.fault?.delay { shape.delay = .init(seconds: delay.seconds, percent: delay.percent) }
    if let abort = route.fault?.abort {
      shape.abort = .init(
        status: abort.grpcStatus.map(grpcNumber) ?? abort.status, isGRPC: abort.grpcStatus != nil,
        percent: abort.percent)
    }
    shape.mirrors = Set(route.mirrors.map { target($0.host, $0.subset) })
    return shape
  }

  private static func read(_ match: HTTPMatch, into shape: inout RouteShape) {
    func texts(_ match: StringMatch) -> Set<String> {
      switch match {
      case .exact(let text), .prefix(let text), .regex(let text): [text]
      case .present: []
      }
    }
    let path = match.uri.flatMap { texts($0).first } ?? ""
    shape.path = path.hasSuffix("/") ? String(path.dropLast()) : path
    for (name, value) in match.headers { shape.conditions[name] = texts(value) }
    for (name, value) in match.withoutHeaders { shape.conditions["!" + name] = texts(value) }
    for (name, value) in match.queryParams { shape.conditions["?" + name] = texts(value) }
    let pseudo = [":method": match.method, ":scheme": match.scheme, ":authority": match.authority]
    for (name, value) in pseudo { if let value { shape.conditions[name] = texts(value) } }
  }

  /// The number of a gRPC status by its name; -1 if it is none.
  private static func grpcNumber(_ name: String) -> Int {
    let names = [
      "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
      "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
      "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ]
    return Int(name) ?? names.firstIndex(of: name) ?? -1
  }
}
