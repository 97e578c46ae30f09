import App
import ArgumentParser
import MeshModel
import Report
import TrafficConfig

/// `vigla explain`: why a request goes where it goes.
struct ExplainCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say which rule takes a request, why others do not, and where it goes.",
    discussion: """
      Nothing is sent: it is worked out from the objects as the client's proxy would. Looks at all namespaces unless -n \
      says which.

      Examples:
        vigla explain reviews --path /reviews/0 --header end-user=jason --from productpage-v1
        vigla explain shop.example.com --path /productpage --gateway istio-system/main
      """)

  @Argument(help: "The service, NAME or NAME.NAMESPACE, or any host that a client asks for.")
  var target: String

  @Option(help: "The path, with a query if need be.") var path: String = "/"
  @Option(help: "The method.") var method: String = "GET"
  @Option(help: ArgumentHelp("A header of the request; may be repeated.", valueName: "name=value"))
  var header: [HeaderPair] = []
  @Option(help: ArgumentHelp("The workload that sends it, NAME or NAME.NAMESPACE.", valueName: "workload"))
  var from: String?
  @Option(help: ArgumentHelp("The gateway that it comes through, NAMESPACE/NAME.", valueName: "gateway"))
  var gateway: String?
  @Option(help: "The port that the client addresses. (default: the service's first, or the gateway's)") var port: Int?
  @Option(help: "http or https, as the client sends it.") var scheme: String = "http"

  @Option(name: .shortAndLong, help: "text or json.") var output: Format = .text

  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if !path.hasPrefix("/") { throw ValidationError("--path begins with /.") }
    if from != nil && gateway != nil { throw ValidationError("--from and --gateway exclude each other.") }
    if !["http", "https"].contains(scheme) { throw ValidationError("--scheme is http or https.") }
  }

  func run() throws {
    let named = try connection.target(target)
    var options = connection.session
    if connection.namespace.isEmpty { options.allNamespaces = true }
    let mesh = try OneLook.configuration(options).configuration
    let service = mesh.service(named)
    if service == nil, isServiceName(named, in: mesh) { throw ChangeRefusal.noService(named, in: mesh) }
    var request = RequestFacts(
      host: service?.id.host(domain: mesh.domain) ?? target, port: port ?? 80, method: method.uppercased(),
      scheme: scheme, source: try source(in: mesh, namespace: service?.id.namespace ?? connection.homeNamespace()))
    if let port { request.port = port } else if let known = defaultPort(service, in: mesh) { request.port = known }
    request.setTarget(path)
    for pair in header {
      let name = pair.name.lowercased()
      request.headers[name] = request.headers[name].map { "\($0),\(pair.value)" } ?? pair.value
    }
    let explanation = RouteExplanation(request, in: mesh)
    switch output {
    case .text: print(ExplanationReport.text(explanation), terminator: "")
    case .json: print(ExplanationReport.json(explanation).serialized(pretty: true))
    }
  }

  /// Whether the target can only be the name of a service: a bare name, or one with a namespace, that nothing in the mesh
  /// has for a host.
  private func isServiceName(_ named: ServiceID, in mesh: MeshConfiguration) -> Bool {
    let isNamed = !target.contains(".") || mesh.services.contains { target == "\(named.name).\($0.id.namespace)" }
    let hosts = mesh.virtualServices.flatMap(\.hosts) + mesh.externalHosts
    return isNamed && !hosts.contains(target)
  }

  private func defaultPort(_ service: ServiceInfo?, in mesh: MeshConfiguration) -> Int? {
    guard let gateway else { return service?.ports.first?.number }
    let servers = mesh.gateway(named: gateway)?.servers ?? []
    return (servers.first { ($0.tls == nil) == (scheme == "http") } ?? servers.first)?.port
  }

  private func source(in mesh: MeshConfiguration, namespace: String) throws -> RequestSource {
    if let gateway {
      guard let found = mesh.gateway(named: gateway) else {
        let known = mesh.gateways.map(\.fullName).joined(separator: ", ")
        throw Failure("There is no gateway \(gateway). Known: \(known.isEmpty ? "none" : known).", code: Exits.refused)
      }
      return RequestSource(namespace: found.namespace, gateway: gateway)
    }
    guard let from else { return RequestSource(namespace: namespace) }
    let name = from.split(separator: ".", maxSplits: 1).map(String.init)
    let found = mesh.workloads.first { workload in
      workload.id.name == name[0] && workload.id.namespace == (name.count > 1 ? name[1] : namespace)
    }
    guard let found else {
      throw Failure("There is no workload \(from) in namespace \(namespace). Say NAME.NAMESPACE.", code: Exits.refused)
    }
    return RequestSource(namespace: found.id.namespace, labels: found.labels)
  }
}
