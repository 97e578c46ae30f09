import MeshModel

/// The label tuple that Istio's standard metrics of one kind of request share, by name.
///
/// The Telemetry API may remove labels, and other Envoys leave them empty: a value that is missing or empty reads
/// `unknown` (for the gRPC status: empty). Labels that the graph does not use are not part of it.
public struct IstioSeries: Hashable, Sendable {
  public var reporter: Reporter
  public var source: IstioPeer
  public var destination: IstioPeer
  /// The host that was asked for, such as `reviews.default.svc.cluster.local`.
  public var service: String
  /// Its short name, or a special name such as `PassthroughCluster`.
  public var serviceName: String
  public var serviceNamespace: String
  /// `http`, `grpc` or `tcp`.
  public var requestProtocol: String
  /// `200` and so on; `0` where there was no response.
  public var responseCode: String
  /// The gRPC status number; empty if there is none.
  public var grpcStatus: String
  /// `-` or a comma-joined list such as `URX,UF`.
  public var responseFlags: String
  /// `mutual_tls`, `none`, or `unknown` as every source says.
  public var securityPolicy: String

  public init(
    reporter: Reporter = .unknown, source: IstioPeer = IstioPeer(), destination: IstioPeer = IstioPeer(),
    service: String = MeshDefaults.unknown, serviceName: String = MeshDefaults.unknown,
    serviceNamespace: String = MeshDefaults.unknown, requestProtocol: String = MeshDefaults.unknown,
    responseCode: String = MeshDefaults.unknown, grpcStatus: String = "", responseFlags: String = "-",
    securityPolicy: String = MeshDefaults.unknown
  ) {
    self.reporter = reporter
    self.source = source
    self.destination = destination
    self.service = service
    self.serviceName = serviceName
    self.serviceNamespace = serviceNamespace
    self.requestProtocol = requestProtocol
    self.responseCode = responseCode
    self.grpcStatus = grpcStatus
    self.responseFlags = responseFlags
    self.securityPolicy = securityPolicy
  }
}

extension IstioSeries {
  /// Reads the tuple through `raw`, which returns a label's text, or nil where the label is missing.
  init(_ raw: (IstioLabel) -> String?) {
    func value(_ label: IstioLabel) -> String? { raw(label).flatMap { $0.isEmpty ? nil : $0 } }
    func text(_ label: IstioLabel, else fallback: IstioLabel? = nil) -> String {
      if let own = value(label), own != MeshDefaults.unknown { return own }
      return fallback.flatMap(value) ?? MeshDefaults.unknown
    }
    self.init(
      reporter: value(.reporter).flatMap(Reporter.init(rawValue:)) ?? .unknown,
      source: IstioPeer(
        cluster: text(.sourceCluster), namespace: text(.sourceWorkloadNamespace), workload: text(.sourceWorkload),
        app: text(.sourceCanonicalService, else: .sourceApp),
        version: text(.sourceCanonicalRevision, else: .sourceVersion), principal: text(.sourcePrincipal),
        hasClusterLabel: raw(.sourceCluster) != nil),
      destination: IstioPeer(
        cluster: text(.destinationCluster), namespace: text(.destinationWorkloadNamespace),
        workload: text(.destinationWorkload), app: text(.destinationCanonicalService, else: .destinationApp),
        version: text(.destinationCanonicalRevision, else: .destinationVersion),
        principal: text(.destinationPrincipal), hasClusterLabel: raw(.destinationCluster) != nil),
      service: text(.destinationService), serviceName: text(.destinationServiceName),
      serviceNamespace: text(.destinationServiceNamespace), requestProtocol: text(.requestProtocol),
      responseCode: text(.responseCode), grpcStatus: value(.grpcResponseStatus) ?? "",
      responseFlags: value(.responseFlags) ?? "-", securityPolicy: text(.connectionSecurityPolicy))
  }
}

extension IstioSeries {
  /// The names of all labels that a series can have.
  public static var labelNames: [String] {
    IstioLabel.allCases.prefix(IstioLabel.identityCount).map { "\($0.name)" }
  }

  /// Reads the tuple from labels by name, as a store of metrics gives them; others are read over.
  public init(labels: some Sequence<(key: String, value: String)>) {
    var values = [String?](repeating: nil, count: IstioLabel.identityCount)
    for (name, value) in labels {
      if let position = Self.positions[name] { values[position] = value }
    }
    self.init { values[$0.rawValue] }
  }

  private static let positions = Dictionary(
    uniqueKeysWithValues: labelNames.enumerated().map { ($0.element, $0.offset) })
}
