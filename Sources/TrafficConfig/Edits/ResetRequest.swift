import Documents
import Texts

/// What of a service's routing shall go.
public struct ResetRequest: Sendable, Hashable {
  /// What a route can do besides forwarding.
  public enum Feature: String, Sendable, Hashable, CaseIterable {
    case fault, timeout, retries, mirror, rewrite, headers, cors

    /// What it is called.
    public var words: String {
      switch self {
      case .fault: tr("fault")
      case .timeout: tr("timeout")
      case .retries: tr("retries")
      case .mirror: tr("mirror")
      case .rewrite: tr("rewrite")
      case .headers: tr("headers")
      case .cors: tr("CORS")
      }
    }

    /// The keys of a route that make it up.
    var keys: [String] {
      switch self {
      case .fault: ["fault"]
      case .timeout: ["timeout"]
      case .retries: ["retries"]
      case .mirror: ["mirror", "mirrorPercentage", "mirrorPercent", "mirror_percent", "mirrors"]
      case .rewrite: ["rewrite"]
      case .headers: ["headers"]
      case .cors: ["corsPolicy"]
      }
    }
  }

  public enum Extent: Sendable, Hashable {
    /// The rule of the scope.
    case rule
    /// One feature of the scope's rule, or of all rules where the scope names none.
    case feature(Feature)
    /// The service's VirtualServices on the mesh, and the subsets that nothing names then.
    case all
  }

  public var scope: RouteScope
  public var extent: Extent

  public init(scope: RouteScope, extent: Extent) {
    self.scope = scope
    self.extent = extent
  }
}

extension ResetRequest.Feature {
  /// Whether a rule has the feature.
  ///
  /// - Parameter rule: an entry of `spec.http`.
  public func isPresent(in rule: JSONValue) -> Bool { keys.contains { rule[$0] != nil } }
}
