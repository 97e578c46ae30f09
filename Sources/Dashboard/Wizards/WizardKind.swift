import Settings
import Texts

/// What can be done to the traffic of a service, in the order of the menu.
enum WizardKind: String, CaseIterable, Hashable, Sendable {
  case weights, canary, routing, fault, timeout, retries, mirror, policy, gateway, site, redirect, rewrite, headers,
    cors
  case answer, reset

  /// The action that opens it.
  var action: Action {
    switch self {
    case .weights: .weights
    case .canary: .canary
    case .routing: .routing
    case .fault: .fault
    case .timeout: .timeout
    case .retries: .retries
    case .mirror: .mirror
    case .policy: .policy
    case .gateway: .gateway
    case .site: .site
    case .redirect: .redirect
    case .rewrite: .rewrite
    case .headers: .headers
    case .cors: .cors
    case .answer: .answer
    case .reset: .resetRouting
    }
  }

  init?(_ action: Action) {
    guard let kind = Self.allCases.first(where: { $0.action == action }) else { return nil }
    self = kind
  }

  var title: String {
    switch self {
    case .weights: tr("Traffic weights")
    case .canary: tr("Canary")
    case .routing: tr("Request routing")
    case .fault: tr("Fault injection")
    case .timeout: tr("Timeout")
    case .retries: tr("Retries")
    case .mirror: tr("Mirroring")
    case .policy: tr("Traffic policy")
    case .gateway: tr("Publish on a host")
    case .site: tr("Front end and API")
    case .redirect: tr("Redirect")
    case .rewrite: tr("Rewrite")
    case .headers: tr("Headers")
    case .cors: tr("CORS")
    case .answer: tr("Direct response")
    case .reset: tr("Reset")
    }
  }

  /// It is about gateways, which may be in any namespace.
  var reachesEverywhere: Bool { self == .gateway || self == .site }

  /// The kinds of objects that it writes in any case.
  var written: Set<String> { self == .policy ? ["DestinationRule"] : ["VirtualService"] }

  /// It writes HTTP rules, which a service that carries only TCP has no use for.
  var needsHTTP: Bool {
    switch self {
    case .weights, .policy, .reset: false
    default: true
    }
  }
}
