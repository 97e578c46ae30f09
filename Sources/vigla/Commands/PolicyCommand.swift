import ArgumentParser
import MeshModel
import TrafficConfig

/// `vigla policy`: how clients' proxies treat a service.
struct PolicyCommand: ParsableCommand {
  enum Encryption: String, CaseIterable, ExpressibleByArgument {
    case `default`, disable, simple, mutual
    case istioMutual = "istio-mutual"
  }

  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Set load balancing, limits, outlier detection and TLS towards a service.",
    discussion: """
      For the whole service, one port, or one subset. What is not named stays as it is.

      Examples:
        vigla policy reviews --lb round-robin
        vigla policy details --max-connections 3 --max-pending 1 --consecutive-5xx 1 --base-ejection 3m
        vigla policy reviews --locality 'eu/west/*>eu/west/*=80,eu/north/*=20'
        vigla policy reviews --locality eu=us --consecutive-5xx 5
        vigla policy reviews --subset v2 --lb hash:header=x-user
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: "Only for this port of the service.") var port: Int?
  @Option(help: "Only for this subset or version.") var subset: String?

  @Option(
    help: ArgumentHelp(
      "least-request, round-robin, random, passthrough, hash:header=NAME, hash:cookie=NAME[,TTL], hash:query=NAME, "
        + "hash:source-ip, or default.", valueName: "balancer"))
  var lb: BalancerChoice?
  @Option(help: ArgumentHelp("The time in which a new pod's share grows.", valueName: "time")) var warmup: Seconds?

  @Option(
    help: ArgumentHelp(
      "default, off, FROM>TO=PERCENT,TO=PERCENT for shares, FROM=TO for a failover between regions, or label:NAME,NAME; "
        + "shares and failovers may be repeated.", valueName: "places"))
  var locality: [LocalityChoice] = []

  @Option(help: "Connections of one client's proxy.") var maxConnections: Int?
  @Option(help: ArgumentHelp("The time to connect.", valueName: "time")) var connectTimeout: Seconds?
  @Option(help: "Requests that wait for a connection.") var maxPending: Int?
  @Option(help: "Requests under way at once.") var maxRequests: Int?
  @Option(help: "Requests over one connection.") var maxRequestsPerConnection: Int?
  @Option(help: "Retries under way at once.") var maxRetries: Int?
  @Option(help: ArgumentHelp("The time that a connection may be idle.", valueName: "time")) var idleTimeout: Seconds?
  @Flag(help: "Remove all limits.") var noLimits = false

  @Option(name: .customLong("consecutive-5xx"), help: "5xx in a row that take a pod out; 0 switches this off.")
  var consecutive5xx: Int?
  @Option(help: "502, 503 and 504 in a row that take a pod out; 0 switches this off.") var consecutiveGateway: Int?
  @Option(help: ArgumentHelp("The time between two looks.", valueName: "time")) var interval: Seconds?
  @Option(help: ArgumentHelp("How long a pod is out.", valueName: "time")) var baseEjection: Seconds?
  @Option(help: "The percentage of pods that may be out at once.") var maxEjectionPercent: Int?
  @Option(help: "The percentage of healthy pods below which none is taken out.") var minHealthPercent: Int?
  @Flag(help: "Remove outlier detection.") var noOutlier = false

  @Option(help: "disable, simple, mutual, istio-mutual, or default.") var tls: Encryption?
  @Option(help: "The server name for TLS.") var sni: String?
  @Option(help: ArgumentHelp("The proxy's certificate, a file in its container.", valueName: "path"))
  var clientCertificate: String?
  @Option(help: ArgumentHelp("The key of the certificate.", valueName: "path")) var privateKey: String?
  @Option(help: ArgumentHelp("Whom the proxy trusts.", valueName: "path")) var caCertificates: String?
  @Option(help: ArgumentHelp("A secret in the place of the files.", valueName: "name")) var credentialName: String?
  @Option(help: ArgumentHelp("A name that the server's certificate may have; repeatable.", valueName: "name"))
  var subjectAltName: [String] = []
  @Option(help: ArgumentHelp("Open a tunnel to HOST:PORT, by CONNECT or POST:HOST:PORT.", valueName: "target"))
  var tunnel: TunnelChoice?
  @Flag(help: "Remove the tunnel.") var noTunnel = false

  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let target = try connection.target(service)
    let request = try request(for: target)
    if request == PolicyRequest(service: target, port: port, subset: subset) {
      throw ValidationError("Say what the policy shall be, such as --lb round-robin.")
    }
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      try PolicyEdit.plan(request, in: context)
    }
  }

  private func request(for target: ServiceID) throws -> PolicyRequest {
    var request = PolicyRequest(service: target, port: port, subset: subset)
    request.balancer = lb?.balancer
    request.warmup = warmup?.value
    request.locality = try LocalityChoice.together(locality)
    request.tunnel = tunnel?.tunnel
    request.removesTunnel = noTunnel
    request.pool.maxConnections = maxConnections
    request.pool.connectTimeout = connectTimeout?.value
    request.pool.maxPendingRequests = maxPending
    request.pool.maxRequests = maxRequests
    request.pool.maxRequestsPerConnection = maxRequestsPerConnection
    request.pool.maxRetries = maxRetries
    request.pool.idleTimeout = idleTimeout?.value
    request.removesPool = noLimits
    request.outlier.consecutive5xx = consecutive5xx
    request.outlier.consecutiveGateway = consecutiveGateway
    request.outlier.interval = interval?.value
    request.outlier.baseEjection = baseEjection?.value
    request.outlier.maxEjectionPercent = maxEjectionPercent
    request.outlier.minHealthPercent = minHealthPercent
    request.removesOutlier = noOutlier
    request.sni = sni
    request.credentials.clientCertificate = clientCertificate
    request.credentials.privateKey = privateKey
    request.credentials.caCertificates = caCertificates
    request.credentials.credentialName = credentialName
    request.credentials.subjectAltNames = subjectAltName.isEmpty ? nil : subjectAltName
    switch tls {
    case nil: break
    case .default: request.encryption = .automatic
    case .disable: request.encryption = .mode(.disable)
    case .simple: request.encryption = .mode(.simple)
    case .mutual: request.encryption = .mode(.mutual)
    case .istioMutual: request.encryption = .mode(.istioMutual)
    }
    return request
  }
}
