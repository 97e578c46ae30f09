/// What Envoy's `response_flags` label tells about a request's fate.
enum ResponseFlag: UInt8, Sendable, CaseIterable {
  /// No healthy upstream host.
  case noHealthyUpstream = 1
  case upstreamConnectionFailure, upstreamOverflow, noRouteFound, noClusterFound, upstreamRetryLimitExceeded
  case upstreamRequestTimeout, upstreamConnectionTermination, downstreamConnectionTermination
  case delayInjected, faultInjected

  var text: String {
    switch self {
    case .noHealthyUpstream: "UH"
    case .upstreamConnectionFailure: "UF"
    case .upstreamOverflow: "UO"
    case .noRouteFound: "NR"
    case .noClusterFound: "NC"
    case .upstreamRetryLimitExceeded: "URX"
    case .upstreamRequestTimeout: "UT"
    case .upstreamConnectionTermination: "UC"
    case .downstreamConnectionTermination: "DC"
    case .delayInjected: "DI"
    case .faultInjected: "FI"
    }
  }
}
