import Collector
import DemoMesh
import MeshModel
import TrafficConfig

/// A simulated mesh of a given size, held still: what it consists of, and the stats pages of its proxies at several
/// moments, so that only the dashboard's own work is measured.
struct MeshFixture: Sendable {
  /// Simulated seconds between two moments.
  static let interval = 5.0

  let topology: MeshTopology
  let inventory: MeshInventory
  /// By moment, then by proxy.
  let pages: [[String: [UInt8]]]

  /// - Parameters:
  ///   - services: how many.
  ///   - proxies: the most proxies to be polled; nil for all.
  ///   - query: what the stats pages are asked for; what the collector asks for by default.
  init(services: Int, proxies limit: Int? = nil, moments: Int = 3, query: String? = nil) async {
    topology = .synthetic(count: services)
    let workloads = topology.workloadsWithPods()
    let configuration = MeshConfiguration(services: topology.allServices.map(\.info), workloads: workloads)
    let targets = workloads.flatMap { workload in
      workload.pods.map { pod in
        ProxyTarget(
          id: "\(workload.id.namespace)/\(pod.name)", namespace: workload.id.namespace, pod: pod.name,
          workload: workload.id.name,
          address: .pod(namespace: workload.id.namespace, name: pod.name, ip: pod.ip))
      }
    }
    let proxies = Array(targets.prefix(limit ?? .max))
    inventory = MeshInventory(
      configuration: configuration, proxies: proxies, namespaces: topology.namespaces)

    let mesh = SimulatedMesh(
      topology: topology, options: SimulationOptions(rate: min(400, max(20, Double(services)))))
    await mesh.configure(configuration)
    let path = PollRequest.path.split(separator: "?", maxSplits: 1)
    var pages: [[String: [UInt8]]] = []
    for moment in 0..<moments {
      await mesh.advance(to: 30 + Double(moment) * Self.interval)
      var taken: [String: [UInt8]] = [:]
      for proxy in proxies {
        let answer = await mesh.stats(
          namespace: proxy.namespace, pod: proxy.pod, port: 15090, path: String(path[0]),
          query: query ?? String(path[1]))
        taken[proxy.id] = answer?.body ?? []
      }
      pages.append(taken)
    }
    self.pages = pages
  }

  /// The sum of one moment's pages.
  var bytes: Int { pages[0].values.reduce(0) { $0 + $1.count } }

  /// The pages of one proxy: that with the largest, or with the median one.
  func pages(ofLargest isLargest: Bool) -> [[UInt8]] {
    let sorted = pages[0].sorted { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
    let id = sorted[isLargest ? sorted.count - 1 : sorted.count / 2].key
    return pages.map { $0[id] ?? [] }
  }
}
