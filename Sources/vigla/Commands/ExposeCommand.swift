import ArgumentParser
import TrafficConfig

/// `vigla expose`: a service on a host of a gateway.
struct ExposeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expose", abstract: "Publish a service on a host through a gateway.",
    discussion: """
      A Gateway that is not there is made. The service's own rules are bound to it where there are some, so that its \
      weights count at the gateway, too; else it gets a VirtualService for the host.

      Examples:
        vigla expose productpage --host shop.example.com --gateway istio-system/main
        vigla expose api --host shop.example.com --gateway istio-system/main \\
          --path /api
        vigla expose web --host shop.example.com --gateway main \\
          --branch /api=orders:8080 --drop-prefix
        vigla expose web --host shop.example.com --gateway main \\
          --credential shop-cert --https-redirect
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: "The host that clients ask for.") var host: String
  @Option(help: ArgumentHelp("The gateway, NAME or NAMESPACE/NAME.", valueName: "gateway")) var gateway: String
  @Option(help: "The gateway's port. (default: 443 with a credential, else 80)") var port: Int?
  @Option(help: ArgumentHelp("The secret with the certificate, for HTTPS.", valueName: "secret")) var credential:
    String?
  @Flag(help: "Send plain requests to HTTPS.") var httpsRedirect = false
  @Option(help: ArgumentHelp("Only paths that begin so.", valueName: "prefix")) var path: String?
  @Option(
    help: ArgumentHelp(
      "Another service for paths under a prefix, /api=NAME[.NAMESPACE][/SUBSET][:PORT]; may be repeated.",
      valueName: "prefix=service"))
  var branch: [HeaderPair] = []
  @Flag(help: "The services of --branch see the paths without the prefix.") var dropPrefix = false
  @Option(help: "The service's port, where it has several.") var servicePort: Int?

  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let target = try connection.target(service)
    var request = ExposeRequest(
      service: target, host: host, gateway: gateway, port: port, credential: credential,
      redirectsToHTTPS: httpsRedirect, path: path, servicePort: servicePort)
    request.branches = branch.map { .init(prefix: $0.name, target: $0.value, dropsPrefix: dropPrefix) }
    try Edit(connection: connection, edit: edit).run(on: target, everywhere: true) { [request] context in
      try ExposeEdit.plan(request, in: context)
    }
  }
}
