/// The labels of Istio's standard metrics that the graph needs, by name; every other label is read over.
enum IstioLabel: Int, CaseIterable, Sendable {
  case reporter
  case sourceWorkload, sourceCanonicalService, sourceCanonicalRevision, sourceWorkloadNamespace, sourcePrincipal
  case sourceApp, sourceVersion, sourceCluster
  case destinationWorkload, destinationWorkloadNamespace, destinationPrincipal, destinationApp, destinationVersion
  case destinationService, destinationCanonicalService, destinationCanonicalRevision, destinationServiceName
  case destinationServiceNamespace, destinationCluster
  case requestProtocol, responseCode, grpcResponseStatus, responseFlags, connectionSecurityPolicy
  /// The upper bound of a histogram bucket: not part of a series' identity.
  case bucketBound

  /// The number of labels that identify a series.
  static let identityCount = bucketBound.rawValue

  /// The name in the text.
  var name: StaticString {
    switch self {
    case .reporter: "reporter"
    case .sourceWorkload: "source_workload"
    case .sourceCanonicalService: "source_canonical_service"
    case .sourceCanonicalRevision: "source_canonical_revision"
    case .sourceWorkloadNamespace: "source_workload_namespace"
    case .sourcePrincipal: "source_principal"
    case .sourceApp: "source_app"
    case .sourceVersion: "source_version"
    case .sourceCluster: "source_cluster"
    case .destinationWorkload: "destination_workload"
    case .destinationWorkloadNamespace: "destination_workload_namespace"
    case .destinationPrincipal: "destination_principal"
    case .destinationApp: "destination_app"
    case .destinationVersion: "destination_version"
    case .destinationService: "destination_service"
    case .destinationCanonicalService: "destination_canonical_service"
    case .destinationCanonicalRevision: "destination_canonical_revision"
    case .destinationServiceName: "destination_service_name"
    case .destinationServiceNamespace: "destination_service_namespace"
    case .destinationCluster: "destination_cluster"
    case .requestProtocol: "request_protocol"
    case .responseCode: "response_code"
    case .grpcResponseStatus: "grpc_response_status"
    case .responseFlags: "response_flags"
    case .connectionSecurityPolicy: "connection_security_policy"
    case .bucketBound: "le"
    }
  }

  /// Names by raw value, so that the parser need not switch.
  static let names: [StaticString] = allCases.map(\.name)

  /// The label spelt by these bytes, or nil.
  static func named(_ start: UnsafeRawPointer, _ count: Int) -> IstioLabel? {
    allCases.first { label in
      let name = names[label.rawValue]
      return name.utf8CodeUnitCount == count && Bytes.equal(start, name.utf8Start, count)
    }
  }
}
