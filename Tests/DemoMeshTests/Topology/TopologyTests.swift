import MeshModel
import Testing

@testable import DemoMesh

@Suite("Demo topologies")
struct TopologyTests {
  @Test("Bookinfo is the tutorial's")
  func bookinfo() throws {
    let topology = MeshTopology.bookinfo()
    #expect(topology.services.map(\.name) == ["details", "productpage", "ratings", "reviews"])
    #expect(topology.services.allSatisfy { $0.ports.map(\.number) == [9080] && $0.namespace == "default" })
    #expect(
      topology.workloads.map(\.name)
        == ["details-v1", "productpage-v1", "ratings-v1", "reviews-v1", "reviews-v2", "reviews-v3"])
    for workload in topology.workloads {
      let app = try #require(workload.app)
      #expect(workload.serviceAccount == "bookinfo-\(app)")
      #expect(workload.name == "\(app)-\(workload.version ?? "")")
      #expect(workload.replicas == 1)
    }
    #expect(topology.namespaces == ["default", "istio-system"])
    #expect(topology.gateway.workload.labels["istio"] == "ingressgateway")
    #expect(topology.gateway.service.info.selects(topology.gateway.workload.labels))
    #expect(topology.serviceAccounts.count == 5)
    let jason = topology.entries.filter { $0.headers["end-user"] == "jason" }.reduce(0) { $0 + $1.share }
    #expect(jason / topology.entries.reduce(0) { $0 + $1.share } == 0.1)
  }

  @Test("a synthetic mesh is whole", arguments: [1, 2, 5, 40, 300, 1000])
  func synthetic(count: Int) throws {
    let topology = MeshTopology.synthetic(count: count, seed: 9)
    #expect(topology.services.count == count)
    #expect(Set(topology.services.map(\.id)).count == count)
    #expect(Set(topology.workloads.map(\.id)).count == topology.workloads.count)
    #expect(!topology.entries.isEmpty)
    #expect(Set(topology.entries.map(\.path)).count == topology.entries.count)
    // Names that Kubernetes takes.
    for name in topology.services.map(\.name) + topology.workloads.map(\.name) + topology.namespaces {
      #expect(name.count <= 63 && name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    }
    let byHost = Dictionary(uniqueKeysWithValues: topology.services.map { ("\($0.name).\($0.namespace)", $0) })
    var callers: [ServiceID: Int] = [:]
    var calls: [ServiceID: Set<ServiceID>] = [:]
    for workload in topology.workloads {
      let service = try #require(byHost["\(workload.app ?? "").\(workload.namespace)"])
      #expect(service.info.selects(workload.labels))
      #expect(service.ports[0].targetPort == workload.port)
      for call in workload.behaviour.stages.flatMap(\.calls) {
        let host = call.host.contains(".") ? call.host : "\(call.host).\(workload.namespace)"
        let target = try #require(byHost[host])
        #expect(target.ports[0].number == call.port)
        calls[service.id, default: []].insert(target.id)
      }
    }
    for target in calls.values.joined() { callers[target, default: 0] += 1 }
    let entries = Set(topology.entries.map(\.service))
    for service in topology.services where !entries.contains(service.id) { #expect((callers[service.id] ?? 0) > 0) }
    #expect(isAcyclic(calls))
    guard count >= 300 else { return }
    // A few services have very many callers, most have few.
    let fanIn = topology.services.map { callers[$0.id] ?? 0 }.sorted()
    #expect(fanIn[count - 1] >= 12)
    #expect(fanIn.suffix(count / 20).reduce(0, +) * 4 > fanIn.reduce(0, +))
    #expect(fanIn[count / 2] <= 2)
    let versions = Dictionary(grouping: topology.workloads) { "\($0.namespace)/\($0.app ?? "")" }.mapValues(\.count)
    #expect(Set(versions.values) == [1, 2, 3])
    #expect(topology.namespaces.count > 10)
    let pods = topology.allWorkloads.reduce(0) { $0 + $1.replicas }
    #expect(pods > count && pods < 3 * count)
  }

  private func isAcyclic(_ calls: [ServiceID: Set<ServiceID>]) -> Bool {
    var state: [ServiceID: Int] = [:]
    func visit(_ id: ServiceID) -> Bool {
      if let known = state[id] { return known == 2 }
      state[id] = 1
      for next in calls[id] ?? [] where !visit(next) { return false }
      state[id] = 2
      return true
    }
    return calls.keys.allSatisfy(visit)
  }

  @Test("one seed gives one mesh, another seed another")
  func seeds() {
    #expect(MeshTopology.synthetic(count: 80, seed: 3) == .synthetic(count: 80, seed: 3))
    #expect(MeshTopology.synthetic(count: 80, seed: 3) != .synthetic(count: 80, seed: 4))
  }

  @Test("pods keep their names and addresses when other workloads change")
  func pods() {
    var topology = MeshTopology.bookinfo()
    let before = topology.workloadsWithPods()
    #expect(Set(before.flatMap(\.pods).map(\.ip)).count == 7)
    topology.workloads[0].replicas = 4
    let after = topology.workloadsWithPods()
    #expect(after.dropFirst() == before.dropFirst())
    #expect(after[0].pods.count == 4)
    #expect(after[0].pods.first == before[0].pods.first)
  }
}
