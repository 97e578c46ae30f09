import MeshModel
import TrafficConfig

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The stats ports of the pods on addresses of their own in 127.0.0.0/8, so that a pod's address can be asked
/// directly, as within a cluster. Needs Linux, where the whole range is the loopback interface.
actor DemoPodListeners {
  /// The ports of a simulated proxy that answer.
  static let ports = [EnvoyPorts.agent, EnvoyPorts.stats]
  /// Beyond so many pods a port each would cost more descriptors than it is worth.
  private static let largest = 100

  /// Whether pods have ports of their own.
  nonisolated let isUsed: Bool
  private let ports: [Int]
  private var servers: [String: [LoopbackServer]] = [:]

  /// - Parameters:
  ///   - limit: how many pods there may be; 0 for no ports at all.
  ///   - ports: of each pod.
  init(limit: Int, ports: [Int] = DemoPodListeners.ports) {
    isUsed = limit > 0
    self.ports = ports
  }

  /// How many pods can have ports of their own: all, or none.
  static func affordable(pods: Int) -> Int {
    #if os(Linux)
      var files = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 else { return 0 }
      return pods <= largest && UInt64(files.rlim_cur) >= UInt64(pods * ports.count * 3 + 200) ? pods : 0
    #else
      return 0
    #endif
  }

  /// Opens the ports of new pods and closes those of pods that are gone.
  func follow(_ configuration: MeshConfiguration, provider: any PodStatsProvider) async {
    guard isUsed else { return }
    var wanted: [String: (namespace: String, pod: PodInfo)] = [:]
    for workload in configuration.workloads {
      for pod in workload.pods where pod.hasProxy && pod.isReady {
        wanted["\(workload.id.namespace)/\(pod.name)"] = (workload.id.namespace, pod)
      }
    }
    for (id, open) in servers where wanted[id] == nil {
      servers[id] = nil
      for server in open { await server.stop() }
    }
    for (id, (namespace, pod)) in wanted where servers[id] == nil {
      servers[id] = []
      for port in ports {
        let server = try? await LoopbackServer.start(host: pod.ip, port: port) { request in
          await DemoProxyPort.answer(
            provider, namespace: namespace, pod: pod.name, port: port,
            path: PercentCoding.decoded(request.rawPath), request)
        }
        if let server { servers[id, default: []].append(server) }
      }
    }
  }

  func stop() async {
    for open in servers.values {
      for server in open { await server.stop() }
    }
    servers = [:]
  }
}

extension PodNetwork {
  /// A part of the loopback network that hardly another demo uses at the same time.
  static func loopback() -> PodNetwork {
    var generator = SystemRandomNumberGenerator()
    return PodNetwork(prefix: "127.\(Int.random(in: 16...250, using: &generator))")
  }
}
