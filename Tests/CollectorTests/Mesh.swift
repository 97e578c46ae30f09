import MeshModel
import ProxyStats
import TrafficConfig

@testable import Collector

/// A mesh whose proxies print what a test says, read by a ledger at times that the test chooses.
final class Mesh {
  var ledger = MeshLedger()
  var options = CollectorOptions(refresh: 5, window: 30)
  var inventory = MeshInventory()
  var histories = HistoryBook()

  init(_ proxies: [String] = ["default/productpage-v1"], options: CollectorOptions = CollectorOptions()) {
    self.options = options
    let targets = proxies.map { id in
      let parts = id.split(separator: "/").map(String.init)
      return ProxyTarget(
        id: id, namespace: parts[0], pod: parts[1], workload: parts[1],
        address: .pod(namespace: parts[0], name: parts[1], ip: "10.0.0.1"))
    }
    inventory.proxies = targets
    ledger.setProxies(targets)
  }

  /// One poll of a proxy.
  func poll(_ id: String = "default/productpage-v1", at time: Double, _ text: String) {
    guard let parser = ledger.records[id]?.parser else { return }
    var fold = PollFold(parser: parser, clock: FixedClock(now: time))
    var text = text
    text.withUTF8 { _ = fold.consume(UnsafeRawBufferPointer($0)) }
    ledger.record(fold, of: id, start: time, end: time, window: options.window)
  }

  func poll(_ id: String = "default/productpage-v1", at time: Double, _ samples: [Sample]) {
    poll(id, at: time, samples.map(\.text).joined())
  }

  /// The growth of `samples` over ten seconds, on one proxy.
  static func after(
    _ samples: [Sample], proxy: String = "default/productpage-v1", options: CollectorOptions = CollectorOptions(),
    configuration: MeshConfiguration = MeshConfiguration()
  ) -> MeshSnapshot {
    let mesh = Mesh([proxy], options: options)
    mesh.inventory.configuration = configuration
    mesh.poll(proxy, at: 1_000, "# nothing yet\n")
    mesh.poll(proxy, at: 1_010, samples)
    return mesh.snapshot(at: 1_010)
  }

  func snapshot(at now: Double, isPoll: Bool = true) -> MeshSnapshot {
    let builder = SnapshotBuilder(
      inventory: inventory,
      facts: MeshFacts(configuration: inventory.configuration, homeClusters: ledger.homeClusters), options: options,
      pace: PollPace(refresh: options.refresh))
    return builder.build(&ledger, histories: &histories, now: now, isPoll: isPoll)
  }

  func flows(at now: Double) -> [FlowTraffic] {
    ledger.traffic(
      window: options.window, now: now, patience: max(options.window, 2.5 * options.refresh)
    ).flows.active
  }

  /// The merged flows' rates.
  func rates(at now: Double) -> [Double] { flows(at: now).map(\.rate) }
}

/// A clock that stands still.
struct FixedClock: CollectorClock {
  var now: Double
  func sleep(until deadline: Double) async throws {}
}

extension MeshSnapshot {
  /// The edge between two nodes, by the ends of their ids.
  func edge(_ source: String, _ target: String, _ name: TrafficProtocol = .http) -> MeshEdge? {
    edges.first {
      $0.source.text.hasSuffix(source) && $0.target.text.hasSuffix(target) && $0.protocol == name
    }
  }

  func node(_ suffix: String) -> MeshNode? { nodes.first { $0.id.text.hasSuffix(suffix) } }
}

/// Whether two rates are the same but for rounding.
func near(_ a: Double?, _ b: Double) -> Bool {
  guard let a else { return false }
  return (a - b).magnitude <= 1e-9 * max(1, b.magnitude)
}
