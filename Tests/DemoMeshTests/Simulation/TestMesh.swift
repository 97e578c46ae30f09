import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

/// A simulated mesh on a clock that tests move, with helpers to configure it and to read what its proxies counted.
final class TestMesh {
  let engine: MeshEngine
  private var objects: [JSONValue] = []
  /// Replicas that differ from the topology's.
  private var replicas: [String: Int] = [:]
  private var podLabels: [String: [String: String]] = [:]

  /// - Parameter propagation: seconds that proxies go by old configuration; none unless a test is about it.
  init(
    _ topology: MeshTopology = .bookinfo(), seed: UInt64 = 1, rate: Double = 0,
    propagation: ClosedRange<Double> = 0...0, abruptness: Double = 0.5, objects: String = ""
  ) throws {
    engine = MeshEngine(
      topology: topology,
      options: SimulationOptions(seed: seed, rate: rate, propagation: propagation, abruptness: abruptness))
    try apply(objects)
  }

  /// Puts these objects, as YAML, in the place of all before.
  func apply(_ yaml: String) throws {
    objects = yaml.isEmpty ? [] : try YAMLText.parseAll(yaml)
    configure()
  }

  /// Sets a workload's number of pods.
  func scale(_ workload: String, to count: Int) {
    replicas[workload] = count
    configure()
  }

  /// Changes a label of a workload's running pods.
  func label(_ workload: String, _ name: String, _ value: String) {
    podLabels[workload] = [name: value]
    configure()
  }

  private func configure() {
    func all<Object: IstioObject>(_: Object.Type) -> [Object] {
      objects.filter { $0["kind"]?.string == Object.kind }.map(Object.init)
    }
    var topology = engine.topology
    for index in topology.workloads.indices {
      if let count = replicas[topology.workloads[index].name] { topology.workloads[index].replicas = count }
    }
    if let count = replicas[topology.gateway.workload.name] { topology.gateway.workload.replicas = count }
    var workloads = topology.workloadsWithPods()
    for index in workloads.indices {
      guard let labels = podLabels[workloads[index].id.name] else { continue }
      for pod in workloads[index].pods.indices { workloads[index].pods[pod].labels.merge(labels) { $1 } }
    }
    engine.configure(
      MeshConfiguration(
        virtualServices: all(VirtualService.self), destinationRules: all(DestinationRule.self),
        gateways: all(Gateway.self), services: topology.allServices.map(\.info),
        workloads: workloads))
  }

  /// Changes what a workload of the default namespace does.
  func change(_ workload: String, _ change: (inout WorkloadBehaviour) -> Void) throws {
    let id = WorkloadID(namespace: "default", name: workload)
    var behaviour = try #require(engine.behaviours[id])
    change(&behaviour)
    engine.setBehaviour(behaviour, of: id)
  }

  // MARK: Traffic

  /// Sends a request to the gateway and waits for the answer.
  @discardableResult
  func get(
    _ path: String = "/productpage", host: String = "bookinfo.example.com", headers: [String: String] = [:],
    method: String = "GET", from address: String = "127.0.0.1"
  ) throws -> EntryResponse {
    try #require(
      engine.exchange(
        SimulatedRequest(
          authority: host, port: 80, path: path, method: method, headers: headers, sourceAddress: address)))
  }

  /// Sends `count` requests one after another.
  func get(times count: Int, headers: [String: String] = [:]) throws -> [EntryResponse] {
    try (0..<count).map { _ in try get(headers: headers) }
  }

  /// Sends `count` requests at once and waits until all are answered.
  func getTogether(_ count: Int) -> [EntryResponse] {
    var answers: [EntryResponse] = []
    for _ in 0..<count {
      engine.enter(
        SimulatedRequest(
          authority: "bookinfo.example.com", port: 80, path: "/productpage", method: "GET", headers: [:],
          sourceAddress: "127.0.0.1")
      ) { answer in answer.map { answers.append($0) } }
    }
    while answers.count < count, engine.step() {}
    return answers
  }

  /// Lets a load of `rate` requests a second run for so long, and then what is under way come to its end.
  func load(rate: Double = 100, seconds: Double) {
    engine.setRate(rate)
    engine.advance(to: engine.now + seconds)
    engine.setRate(0)
    engine.advance(to: engine.now + 30)
  }

  // MARK: What the proxies counted

  /// A series of `istio_requests_total`.
  struct Row: RequestRow {
    var labels: [String: String]
    var count: Int
    var meanMilliseconds: Double
  }

  var rows: [Row] {
    engine.pods.values.compactMap(\.proxy).flatMap { proxy in
      proxy.store.http.map { series in
        var labels: [String: String] = [:]
        proxy.store.labels.forEachLabel(of: series.key) { labels[$0] = $1 }
        return Row(
          labels: labels, count: Int(series.requests),
          meanMilliseconds: series.duration.sum / Double(max(1, series.requests)))
      }
    }
  }

  func rows(_ reporter: String, to service: String, _ labels: [String: String] = [:]) -> [Row] {
    rows.rows(reporter, to: service, labels)
  }

  func count(_ reporter: String, to service: String, _ labels: [String: String] = [:]) -> Int {
    rows.count(reporter, to: service, labels)
  }

  func counts(_ reporter: String, to service: String, by label: String) -> [String: Int] {
    rows.counts(reporter, to: service, by: label)
  }
}

/// Expects that `count` of `total` independent draws agrees with a probability: within 4.5 standard deviations, which
/// one right run in a hundred thousand misses.
func expectShare(
  _ count: Int, of total: Int, _ probability: Double, sourceLocation: SourceLocation = #_sourceLocation
) {
  let mean = Double(total) * probability
  let deviation = (Double(total) * probability * (1 - probability)).squareRoot()
  #expect(
    abs(Double(count) - mean) <= 4.5 * deviation + 1, "\(count) of \(total), expected about \(mean)",
    sourceLocation: sourceLocation)
}
