import Documents
import TrafficConfig

/// One route of a VirtualService as a proxy is to have it, with the place where it is written.
struct EnvoySourceRoute {
  /// One way into the route: all of these have to hold. The conditions of a delegating route come before those of its
  /// delegate.
  typealias Alternative = [(match: HTTPMatch, raw: JSONValue?)]

  var route: HTTPRoute
  /// As written, for what the typed view lacks; for a delegate's route with what the delegating one adds.
  var raw: JSONValue
  /// Such as `spec.http[0]`.
  var path: String
  /// Where the path is, and whose namespace short names are in.
  var object: VirtualService
  /// What the configuration names as its origin: for a delegate's route the object that delegates.
  var root: VirtualService
  /// Any suffices; empty for every request.
  var alternatives: [Alternative]

  /// The routes of an object for a proxy that is asked at a port through a gateway, delegates' in the place of those
  /// that delegate.
  static func all(
    of object: VirtualService, scope: EnvoyScope, gateway: String, port: Int
  ) -> [EnvoySourceRoute] {
    let filter = Filter(scope: scope, gateway: gateway, port: port)
    return own(of: object).flatMap { source -> [EnvoySourceRoute] in
      guard let source = filter.admitted(source) else { return [] }
      return source.route.delegate.map { filter.delegated(source, to: $0) } ?? [source]
    }
  }

  private static func own(of object: VirtualService) -> [EnvoySourceRoute] {
    let raw = object.spec["http"]?.array ?? []
    return zip(object.http, raw).enumerated().map { index, pair in
      let matches = pair.1["match"]?.array ?? []
      return EnvoySourceRoute(
        route: pair.0, raw: pair.1, path: "spec.http[\(index)]", object: object, root: object,
        alternatives: pair.0.matches.enumerated().map { position, match in
          [(match, position < matches.count ? matches[position] : nil)]
        })
    }
  }

  /// Knows the client, so that conditions about it are settled here and not in the proxy.
  private struct Filter {
    let scope: EnvoyScope
    let gateway: String
    let port: Int

    /// The route with those ways into it that this client can take; nil if there are none.
    func admitted(_ source: EnvoySourceRoute) -> EnvoySourceRoute? {
      var result = source
      result.alternatives = source.alternatives.filter { alternative in
        alternative.allSatisfy { admits($0.match, in: source.object) }
      }
      return result.alternatives.isEmpty && !source.alternatives.isEmpty ? nil : result
    }

    private func admits(_ match: HTTPMatch, in object: VirtualService) -> Bool {
      if !match.gateways.isEmpty,
        !match.gateways.contains(where: { VirtualService.gatewayName($0, in: object.namespace) == gateway })
      {
        return false
      }
      if let namespace = match.sourceNamespace, namespace != scope.node.namespace { return false }
      if let port = match.port, port != self.port { return false }
      return match.sourceLabels.allSatisfy { scope.labels[$0.key] == $0.value }
    }

    /// The routes of a delegate under the conditions of the route that delegates; what they leave open, it decides.
    func delegated(_ source: EnvoySourceRoute, to delegate: HTTPRoute.Delegate) -> [EnvoySourceRoute] {
      let namespace = delegate.namespace.flatMap { $0.isEmpty ? nil : $0 } ?? source.object.namespace
      guard let target = scope.configuration.virtualService(namespace: namespace, name: delegate.name),
        target.hosts.isEmpty
      else { return [] }
      return EnvoySourceRoute.own(of: target).compactMap { inner in
        // One level only: a delegate does not delegate.
        guard inner.route.delegate == nil, var result = admitted(inner) else { return nil }
        result.root = source.object
        result.route.rewrite = inner.route.rewrite ?? source.route.rewrite
        result.route.timeout = inner.route.timeout ?? source.route.timeout
        result.route.retries = inner.route.retries ?? source.route.retries
        result.route.fault = inner.route.fault ?? source.route.fault
        if inner.route.mirrors.isEmpty { result.route.mirrors = source.route.mirrors }
        if inner.route.headers.isEmpty { result.route.headers = source.route.headers }
        for name in ["retries", "corsPolicy"] where inner.raw[name] == nil { result.raw[name] = source.raw[name] }
        let outer = source.alternatives.isEmpty ? [[]] : source.alternatives
        let own = result.alternatives.isEmpty ? [[]] : result.alternatives
        result.alternatives = outer.flatMap { first in own.map { first + $0 } }.filter { !$0.isEmpty }
        return result
      }
    }
  }
}
