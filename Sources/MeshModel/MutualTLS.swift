/// Which connections a workload accepts, by Istio's PeerAuthentication.
public enum MutualTLS: String, Hashable, Sendable, CaseIterable, Codable {
  /// Plain text is refused.
  case strict
  /// Both are accepted: what holds where nobody says otherwise.
  case permissive
  /// Only plain text is accepted.
  case disable
}
