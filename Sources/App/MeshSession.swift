import Changes
import Collector
import Foundation
import Kubernetes
import MeshModel
import Settings
import Texts
import TrafficConfig

/// An open way to one mesh: what collects from it and, on Kubernetes, what writes to it.
public struct MeshSession: Sendable {
  public let collector: MeshCollector
  /// What the collector was asked for at the start.
  public internal(set) var collecting: CollectorOptions
  /// Nil for proxies without Kubernetes: there is nothing to write to.
  public let pipeline: ChangePipeline?
  public let client: KubernetesClient?
  /// Of the changes made from this machine.
  public let journal: Journal
  /// What the session is called: the kubeconfig's context, or the endpoints file.
  public let name: String
  /// Why nothing may be written; nil where nothing speaks against it yet.
  public let readOnlyReason: String?
  /// The context whose name each write wants typed, as the settings say; nil where it is not protected so.
  public let protectedContext: String?

  /// The namespaces asked for; nil means all.
  public var namespaces: [String]? { collecting.namespaces }

  /// Prepares the session without sending a request.
  ///
  /// - Parameters:
  ///   - settings: decide what the options leave open, and which contexts are protected.
  ///   - paths: where the journal is kept.
  /// - Throws: `KubeconfigError`, `EndpointsFileError`, `PrometheusAccessError`, or that the endpoints file cannot be read.
  public static func open(
    _ options: SessionOptions, settings: Configuration, paths: XDGPaths, environment: [String: String]
  ) throws -> MeshSession {
    var collecting = CollectorOptions(
      refresh: options.refresh ?? settings.refresh ?? 5, window: options.window ?? settings.window ?? 30,
      graphType: options.graphType, includeIdle: options.showsIdle, serviceNodes: options.showsServiceNodes,
      direct: options.direct)
    if let file = options.endpoints {
      guard let bytes = FileManager.default.contents(atPath: file) else {
        throw EndpointsFileError(message: "The list of endpoints \(file) cannot be read.")
      }
      let source = EndpointsMeshSource(try EndpointsFile(parsing: String(decoding: bytes, as: UTF8.self)))
      collecting.namespaces = options.namespaces.isEmpty ? nil : options.namespaces
      return MeshSession(
        collector: MeshCollector(
          source: source,
          store: try PrometheusAccess.choice(options, settings, context: "")?
            .store(client: nil, environment: environment), options: collecting),
        collecting: collecting, pipeline: nil, client: nil, journal: Journal(directory: paths.state),
        name: URL(fileURLWithPath: file).lastPathComponent,
        readOnlyReason: tr("There is no Kubernetes behind --endpoints, so there is nothing to write to."),
        protectedContext: nil)
    }
    let kubeconfig = try Kubeconfig.load(path: options.kubeconfig, environment: environment)
    let connection = try kubeconfig.connection(context: options.context)
    let client = try KubernetesClient(connection: connection)
    if !options.allNamespaces {
      collecting.namespaces = options.namespaces.isEmpty ? [connection.namespace] : options.namespaces
    }
    let journal = Journal(directory: paths.state)
    return MeshSession(
      collector: MeshCollector(
        source: KubernetesMeshSource(client: client),
        store: try PrometheusAccess.choice(options, settings, context: connection.contextName)?
          .store(client: client, environment: environment), options: collecting),
      collecting: collecting,
      pipeline: ChangePipeline(client: client, journal: journal), client: client, journal: journal,
      name: connection.contextName,
      readOnlyReason: readOnlyReason(options, settings, paths, context: connection.contextName),
      protectedContext: settings.protection(of: connection.contextName) == .confirm ? connection.contextName : nil)
  }

  private static func readOnlyReason(
    _ options: SessionOptions, _ settings: Configuration, _ paths: XDGPaths, context: String
  ) -> String? {
    if options.readOnly { return tr("Started with --read-only.") }
    guard settings.protection(of: context) == .readOnly else { return nil }
    return tr("The context \(context) is read-only by \(paths.configFile).")
  }

  /// Ends polling and closes the connections.
  public func close() async {
    await collector.stop()
    await client?.shutdown()
  }
}
