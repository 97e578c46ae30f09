import Changes
import Collector
import Foundation
import Kubernetes
import MeshModel
import Settings
import TrafficConfig

/// An open way to one mesh: what collects from it and, on Kubernetes, what writes to it.
public struct MeshSession: Sendable {
  public let collector: MeshCollector
  /// Nil for proxies without Kubernetes: there is nothing to write to.
  public let pipeline: ChangePipeline?
  public let client: KubernetesClient?
  /// What the session is called: the kubeconfig's context, or the endpoints file.
  public let name: String
  /// The namespaces asked for; nil means all.
  public let namespaces: [String]?
  /// Seconds between polls.
  public let refresh: Double
  /// Seconds that rates are taken over.
  public let window: Double
  /// Why nothing may be written; nil where nothing speaks against it yet.
  public let readOnlyReason: String?

  /// Prepares the session without sending a request.
  ///
  /// - Parameter paths: where the journal is kept.
  /// - Throws: `KubeconfigError`, or an error about the endpoints file.
  public static func open(
    _ options: SessionOptions, paths: XDGPaths, environment: [String: String]
  ) throws
    -> MeshSession
  {
    var collecting = options.collecting
    if let file = options.endpoints {
      let source = EndpointsMeshSource(try EndpointsFile(parsing: try String(contentsOfFile: file, encoding: .utf8)))
      collecting.namespaces = options.namespaces.isEmpty ? nil : options.namespaces
      return MeshSession(
        collector: MeshCollector(source: source, options: collecting), pipeline: nil, client: nil, name: file,
        namespaces: collecting.namespaces, refresh: options.refresh, window: options.window,
        readOnlyReason: "There is no Kubernetes behind --endpoints, so there is nothing to write to.")
    }
    let kubeconfig = try Kubeconfig.load(path: options.kubeconfig, environment: environment)
    let connection = try kubeconfig.connection(context: options.context)
    let client = try KubernetesClient(connection: connection)
    let namespaces =
      options.allNamespaces ? nil : options.namespaces.isEmpty ? [connection.namespace] : options.namespaces
    collecting.namespaces = namespaces
    let source = KubernetesMeshSource(client: client)
    return MeshSession(
      collector: MeshCollector(source: source, options: collecting),
      pipeline: ChangePipeline(client: client, journal: Journal(directory: paths.state)), client: client,
      name: connection.contextName, namespaces: namespaces, refresh: options.refresh, window: options.window,
      readOnlyReason: options.readOnly ? "Started with --read-only." : nil)
  }

  /// Ends polling and closes the connections.
  public func close() async {
    await collector.stop()
    await client?.shutdown()
  }
}

extension SessionOptions {
  /// What the collector is asked for; the namespaces are the session's to say.
  var collecting: CollectorOptions {
    CollectorOptions(
      refresh: refresh, window: window, graphType: graphType, includeIdle: showsIdle, serviceNodes: showsServiceNodes,
      direct: direct)
  }
}
