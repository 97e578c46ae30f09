import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

/// Bookinfo on real Envoys, without a control plane: scenarios hand them their objects themselves.
final class RealScenarioMesh: ScenarioMesh, Sendable {
  private let mesh: EnvoyMesh
  private let gateway: GatewayClient
  private let topology: MeshTopology
  private let workloads: [WorkloadInfo]
  private let baseline = Baseline()

  /// What the proxies had counted when the scenario began.
  private actor Baseline {
    var counts: [[String: String]: Int] = [:]
    func set(_ counts: [[String: String]: Int]) { self.counts = counts }
  }

  /// Starts the proxies, and returns when they are ready.
  init(options: EnvoyOptions) async throws {
    topology = .bookinfo()
    let network = PodNetwork.loopback()
    var workloads = topology.workloadsWithPods()
    var number = 0
    for workload in workloads.indices {
      for pod in workloads[workload].pods.indices {
        workloads[workload].pods[pod].ip = network.address(number)
        number += 1
      }
    }
    self.workloads = workloads
    mesh = try await EnvoyMesh(
      topology: topology, options: options, rate: 0, clients: 0, seed: 1,
      control: EnvoyMesh.Control(report: { _, _ in }, findings: { _ in }))
    // A machine that runs other tests beside may be slow.
    gateway = GatewayClient(connections: 64, patience: .seconds(120))
    do {
      try await apply("")
      let addresses = mesh.gatewayURL(in: configuration([])).map { [String($0.dropFirst("http://".count))] }
      gateway.setAddresses(addresses ?? [])
    } catch {
      await stop()
      throw error
    }
  }

  func stop() async {
    await gateway.shutdown()
    await mesh.stop()
  }

  private func configuration(_ objects: [JSONValue]) -> MeshConfiguration {
    func all<Object: IstioObject>(_: Object.Type) -> [Object] {
      objects.filter { $0["kind"]?.string == Object.kind }.map(Object.init)
    }
    return MeshConfiguration(
      virtualServices: all(VirtualService.self), destinationRules: all(DestinationRule.self),
      gateways: all(Gateway.self), services: topology.allServices.map(\.info), workloads: workloads)
  }

  /// The next scenario counts from zero.
  func begin() async throws { await baseline.set(try await settledCounts()) }

  func apply(_ yaml: String) async throws {
    await mesh.configure(configuration(yaml.isEmpty ? [] : try YAMLText.parseAll(yaml)))
    try await mesh.waitUntilReady()
    // The last proxy's word may still be on its way.
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline, !(await mesh.problems.isEmpty) { await Task.yield() }
    #expect(await mesh.problems.isEmpty)
  }

  func change(_ workload: String, _ change: @Sendable (inout WorkloadBehaviour) -> Void) async throws {
    let id = WorkloadID(namespace: "default", name: workload)
    var behaviour = try #require(mesh.applications.behaviour(of: id))
    change(&behaviour)
    mesh.applications.setBehaviour(behaviour, of: id)
  }

  func send(_ load: ScenarioLoad) async throws -> [ScenarioAnswer] {
    let entry = EntryLoad(
      host: load.host, path: load.path, headers: load.headers, service: topology.entries[0].service, port: 9080)
    let gateway = gateway
    return try await withThrowingTaskGroup(of: ScenarioAnswer.self) { group in
      var answers: [ScenarioAnswer] = []
      var sent = 0
      func next() {
        guard sent < load.count else { return }
        sent += 1
        group.addTask {
          let clock = ContinuousClock()
          let start = clock.now
          let status = try await gateway.send(entry)
          return ScenarioAnswer(status: status, latency: (clock.now - start) / .seconds(1))
        }
      }
      for _ in 0..<load.concurrency { next() }
      for try await answer in group {
        answers.append(answer)
        next()
      }
      return answers
    }
  }

  func tally() async throws -> [ScenarioRow] {
    let before = await baseline.counts
    return try await settledCounts().compactMap { labels, count -> ScenarioRow? in
      let grown = count - (before[labels] ?? 0)
      return grown > 0 ? ScenarioRow(labels: labels, count: grown) : nil
    }
  }

  // MARK: What the proxies counted

  /// The counts when they have stopped growing, as what nobody waits for may still be under way.
  private func settledCounts() async throws -> [[String: String]: Int] {
    let clock = ContinuousClock()
    var last = try await counts()
    var since = clock.now
    while clock.now - since < .milliseconds(300) {
      let next = try await counts()
      if next != last {
        last = next
        since = clock.now
      }
      await Task.yield()
    }
    return last
  }

  private func counts() async throws -> [[String: String]: Int] {
    var result: [[String: String]: Int] = [:]
    for workload in workloads {
      for pod in workload.pods {
        let answer = try #require(
          await mesh.stats(
            namespace: workload.id.namespace, pod: pod.name, port: EnvoyPorts.agent, path: "/stats/prometheus",
            query: "usedonly&filter=istio_requests_total"))
        for line in String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
        where line.hasPrefix("istio_requests_total{") {
          let (labels, value) = try #require(Self.sample(line))
          result[labels, default: 0] += value
        }
      }
    }
    return result
  }

  /// The labels and the value of a line such as `name{a="b",c="d"} 3`; what a proxy does not know is `unknown`.
  private static func sample(_ line: Substring) -> (labels: [String: String], value: Int)? {
    guard let open = line.firstIndex(of: "{"), let close = line.lastIndex(of: "}") else { return nil }
    var labels: [String: String] = [:]
    for part in line[line.index(after: open)..<close].split(separator: "\",") {
      guard let equals = part.firstRange(of: "=\"") else { return nil }
      var value = part[equals.upperBound...]
      // The last label's quote is not part of a separator.
      if value.last == "\"" { value.removeLast() }
      labels[String(part[..<equals.lowerBound])] = value.isEmpty ? "unknown" : String(value)
    }
    let number = line[line.index(close, offsetBy: 2)...]
    return Int(number).map { (labels, $0) }
  }
}
