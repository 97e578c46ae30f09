import MeshModel

/// What both reporters of a request agree on: one flow of requests with one outcome.
///
/// Two series of which all this is equal tell of the same requests, so only one of them may count.
struct FlowKey: Hashable, Sendable {
  /// One end of the flow; `unknown` where not known.
  struct End: Hashable, Sendable {
    var cluster: String
    var namespace: String
    var workload: String
    var app: String
    var version: String
  }

  var source: End
  var destination: End
  var service: String
  var serviceName: String
  var serviceNamespace: String
  var `protocol`: TrafficProtocol
  /// The code that counts: `-` where there was no response.
  var code: String
  var flags: String
}

extension FlowKey: Comparable {
  static func < (a: FlowKey, b: FlowKey) -> Bool {
    if a.source != b.source { return a.source < b.source }
    if a.destination != b.destination { return a.destination < b.destination }
    if a.serviceName != b.serviceName { return a.serviceName < b.serviceName }
    if a.serviceNamespace != b.serviceNamespace { return a.serviceNamespace < b.serviceNamespace }
    if a.service != b.service { return a.service < b.service }
    if a.protocol != b.protocol { return a.protocol.rawValue < b.protocol.rawValue }
    return (a.code, a.flags) < (b.code, b.flags)
  }
}

extension FlowKey.End: Comparable {
  static func < (a: Self, b: Self) -> Bool {
    (a.namespace, a.workload, a.app, a.version, a.cluster) < (b.namespace, b.workload, b.app, b.version, b.cluster)
  }
}
