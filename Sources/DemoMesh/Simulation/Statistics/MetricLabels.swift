import MeshModel

/// Renders the labels of series in Istio's order, both as Prometheus text and as Envoy's internal name.
struct MetricLabels {
  let own: WorkloadIdentity
  let registry: LabelRegistry

  /// `reporter="source",source_workload="…",…`, without braces.
  func prometheusText(_ key: MetricKey) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(1000)
    forEachLabel(of: key) { name, value in
      if !text.isEmpty { text.append(UInt8(ascii: ",")) }
      text.append(contentsOf: name.utf8)
      text.append(UInt8(ascii: "="))
      text.append(UInt8(ascii: "\""))
      for byte in value.utf8 {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "\""):
          text.append(UInt8(ascii: "\\"))
          text.append(byte)
        case UInt8(ascii: "\n"):
          text.append(UInt8(ascii: "\\"))
          text.append(UInt8(ascii: "n"))
        default:
          text.append(byte)
        }
      }
      text.append(UInt8(ascii: "\""))
    }
    return text
  }

  /// `.reporter.source.source_workload.….`: what follows the metric in the name that Envoy's filters see.
  func internalName(_ key: MetricKey) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(1000)
    forEachLabel(of: key) { name, value in
      text.append(UInt8(ascii: "."))
      text.append(contentsOf: name.utf8)
      text.append(UInt8(ascii: "."))
      text.append(contentsOf: value.utf8)
    }
    return text
  }

  /// Calls `body` for each label in Istio's order: 25 for HTTP and gRPC, 23 for TCP.
  func forEachLabel(of key: MetricKey, _ body: (_ name: String, _ value: String) -> Void) {
    let unknown = MeshDefaults.unknown
    let peer = key.peer == MetricKey.noPeer ? nil : registry.identities[Int(key.peer)]
    let service = registry.services[Int(key.service)]
    let isSource = key.reporter == .source
    let source = isSource ? own : peer
    let destination = isSource ? peer : own
    let knowsDestination = !isSource || key.peerAnswered

    body("reporter", isSource ? "source" : "destination")
    body("source_workload", source?.workload ?? unknown)
    body("source_canonical_service", source?.canonicalService ?? unknown)
    body("source_canonical_revision", source?.canonicalRevision ?? MeshDefaults.latestRevision)
    body("source_workload_namespace", source?.namespace ?? unknown)
    body("source_principal", key.hasPrincipals ? source?.principal ?? unknown : unknown)
    body("source_app", source?.app ?? unknown)
    body("source_version", source?.version ?? unknown)
    body("source_cluster", source?.cluster ?? unknown)
    body("destination_workload", destination?.workload ?? unknown)
    body("destination_workload_namespace", destination?.namespace ?? unknown)
    body("destination_principal", key.hasPrincipals ? destination?.principal ?? unknown : unknown)
    body("destination_app", knowsDestination ? destination?.app ?? unknown : unknown)
    body("destination_version", knowsDestination ? destination?.version ?? unknown : unknown)
    body("destination_service", service.host)
    body("destination_canonical_service", destination?.canonicalService ?? unknown)
    body("destination_canonical_revision", destination?.canonicalRevision ?? MeshDefaults.latestRevision)
    body("destination_service_name", service.name)
    body("destination_service_namespace", service.namespace)
    body("destination_cluster", destination?.cluster ?? unknown)
    body("request_protocol", key.protocol.rawValue)
    if key.protocol != .tcp {
      body("response_code", String(key.code))
      body("grpc_response_status", key.grpcStatus == MetricKey.noStatus ? "" : String(key.grpcStatus))
    }
    body("response_flags", key.flags.text)
    body("connection_security_policy", securityText(key.security))
  }

  private func securityText(_ security: MetricKey.Security) -> String {
    switch security {
    case .unknown: MeshDefaults.unknown
    case .none: "none"
    case .mutualTLS: "mutual_tls"
    }
  }
}
