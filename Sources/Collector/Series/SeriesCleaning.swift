import MeshModel
import ProxyStats

/// Kiali's rules for series that cannot be used as they are (how the graph is built, "cleaning a series").
enum SeriesCleaning {
  /// Why a series is left out.
  enum Refusal: String, Hashable, Sendable, CaseIterable {
    case noReporter = "no reporter label"
    case badSource = "a source namespace without a workload or cluster"
    case badDestination = "an IP address as the only destination"
    case noDestinationCluster = "a destination service without a cluster"
  }

  /// The outcome for one series.
  enum Outcome: Hashable, Sendable {
    case flow(FlowKey)
    case refused(Refusal)
  }

  private static let egressHost = "istio-egressgateway.istio-system.svc.cluster.local"

  /// The flow that a series tells of, or why it is left out. `isTCP` is true for the metrics of TCP connections.
  static func clean(_ series: IstioSeries, isTCP: Bool) -> Outcome {
    guard series.reporter != .unknown else { return .refused(.noReporter) }
    var key = FlowKey(
      source: FlowKey.End(series.source), destination: FlowKey.End(series.destination), service: series.service,
      serviceName: series.serviceName, serviceNamespace: series.serviceNamespace,
      protocol: isTCP ? .tcp : (TrafficProtocol(rawValue: series.requestProtocol) ?? .http), code: "-",
      flags: series.responseFlags)
    key.code = ResponseRules.code(http: series.responseCode, grpcStatus: series.grpcStatus, protocol: key.protocol)
    if key.source.namespace.isKnown {
      let isNameless = !key.source.workload.isKnown && !key.source.app.isKnown
      let isAdrift = series.source.hasClusterLabel && !key.source.cluster.isKnown
      if isNameless || isAdrift { return .refused(.badSource) }
    }
    rewriteEgress(&key)
    if !key.destination.workload.isKnown, key.service == key.serviceName, isAddress(key.serviceName) {
      return .refused(.badDestination)
    }
    if !key.destination.cluster.isKnown && key.serviceNamespace.isKnown {
      if key.source.cluster.isKnown {
        key.destination.cluster = key.source.cluster
      } else if series.destination.hasClusterLabel {
        return .refused(.noDestinationCluster)
      }
    }
    return .flow(key)
  }

  /// Requests to the egress gateway that were never given a workload are the gateway's.
  private static func rewriteEgress(_ key: inout FlowKey) {
    guard key.service == egressHost, key.serviceName == egressHost else { return }
    key.serviceName = "istio-egressgateway"
    key.serviceNamespace = MeshDefaults.rootNamespace
    key.destination = FlowKey.End(
      cluster: key.source.cluster, namespace: MeshDefaults.rootNamespace, workload: "istio-egressgateway",
      app: "istio-egressgateway", version: MeshDefaults.latestRevision)
  }

  /// Whether a name is an IP address, with or without a port.
  static func isAddress(_ name: String) -> Bool {
    var text = name[...]
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { return false }
      text = text[text.index(after: text.startIndex)..<close]
    }
    let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
    if colons >= 2 {
      return text.utf8.allSatisfy { byte in
        switch byte {
        case 48...58, UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        case UInt8(ascii: "."): true
        default: false
        }
      }
    }
    let host = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = host.first, host.count == 1 || (host.count == 2 && Int(host[1]) != nil) else { return false }
    let parts = first.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { part in part.utf8.count <= 3 && UInt8(part) != nil }
  }
}

extension FlowKey.End {
  init(_ peer: IstioPeer) {
    self.init(
      cluster: peer.cluster, namespace: peer.namespace, workload: peer.workload, app: peer.app, version: peer.version)
  }
}
