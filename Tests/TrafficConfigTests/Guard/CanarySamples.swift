import Documents
import MeshModel

@testable import TrafficConfig

/// A mesh under a canary, as the looks see it.
struct CanaryBench {
  private(set) var canary: Canary
  private(set) var mesh: MeshConfiguration
  /// Seconds since 1970.
  private(set) var now = 1_800_000_000.0
  private var points: [String: [TrafficPoint]] = [:]
  private var version = 20
  /// What was said, newest last.
  private(set) var news: [CanaryNews] = []
  /// The weights that were asked for, newest last.
  private(set) var writes: [[String: Int]] = []
  /// The titles of the writes, as the journal has them.
  private(set) var titles: [String] = []
  private(set) var outcome: CanaryOutcome?
  /// What looks find in the place of the mesh, as if they lagged.
  var lag: MeshConfiguration?
  /// Makes every write fail.
  var writeFailure: (text: String, canRetry: Bool)?

  /// Figures of a version in a second.
  struct Load {
    var rate: Double
    var percentError = 0.0
    var p99 = 10.0
  }

  init(_ plan: CanaryPlan, mesh: MeshConfiguration) throws {
    self.mesh = mesh
    canary = try Canary(plan, in: mesh)
  }

  init(guarding shift: ShiftRequest, by plan: CanaryPlan, mesh: MeshConfiguration) throws {
    self.mesh = mesh
    canary = try Canary(guarding: shift, by: plan, in: mesh)
  }

  mutating func begin() { perform(canary.begin()) }
  mutating func send(_ event: CanaryEvent) { perform(canary.handle(event)) }

  /// Seconds go by with this load, and then somebody looks.
  mutating func pass(_ seconds: Double, _ loads: [String: Load], window: Double = 1) {
    now += seconds
    for (name, load) in loads {
      points[name, default: []].append(
        TrafficPoint(time: now, seconds: seconds, rate: load.rate, percentError: load.percentError))
    }
    let service = NodeID("svc")
    var snapshot = MeshSnapshot(timestamp: now, windowSeconds: window)
    snapshot.nodes = [MeshNode(id: service, kind: .service, namespace: "default", service: "reviews")]
    for (name, load) in loads.sorted(by: { $0.key < $1.key }) {
      let node = NodeID(name)
      snapshot.nodes.append(
        MeshNode(id: node, kind: .app, namespace: "default", workload: "reviews-\(name)", app: "reviews", version: name)
      )
      let id = EdgeID(source: service, target: node, protocol: .http)
      snapshot.edges.append(
        MeshEdge(
          id: id, rate: load.rate, errorRate: load.rate * load.percentError / 100, latency: Latency(p99: load.p99)))
      snapshot.edgeHistory[id] = points[name]
    }
    perform(canary.handle(.looked(snapshot, lag ?? mesh)))
  }

  /// The pods of v2 are not ready any more.
  mutating func losePods() {
    mesh = MeshConfiguration(
      virtualServices: mesh.virtualServices, destinationRules: mesh.destinationRules, services: mesh.services,
      workloads: mesh.workloads.filter { $0.id.name != "reviews-v2" } + [Fixtures.workload("reviews", "v2", ready: 0)])
  }

  /// Somebody else gives these weights.
  mutating func interfere(_ weights: [(String, Int)], manager: String) throws {
    let plan = try TrafficShift.plan(
      ShiftRequest(service: Fixtures.reviews, weights: weights.map { .init($0, $1) }), in: mesh)
    store(plan, manager: manager)
  }

  private mutating func perform(_ actions: [CanaryAction]) {
    for action in actions {
      switch action {
      case .tell(let said): news.append(said)
      case .finish(let end): outcome = end
      case .write(let write):
        let weights = write.request.weights
        titles.append(write.title)
        writes.append(Dictionary(uniqueKeysWithValues: weights.map { ($0.version, $0.weight) }))
        if let writeFailure {
          perform(canary.handle(.writeFailed(writeFailure.text, canRetry: writeFailure.canRetry)))
          continue
        }
        do {
          let plan = try write.plan(in: mesh, apiVersion: "networking.istio.io/v1")
          perform(canary.handle(.written(store(plan, manager: "vigla"), at: now)))
        } catch {
          perform(canary.handle(.writeFailed("\(error)", canRetry: false)))
        }
      }
    }
  }

  @discardableResult
  private mutating func store(_ plan: ChangePlan, manager: String) -> [JournalEntry.Change] {
    var plan = plan
    for index in plan.changes.indices {
      version += 1
      plan.changes[index].after?[["metadata", "resourceVersion"]] = .string("\(version)")
      plan.changes[index].after?[["metadata", "managedFields"]] = [
        ["manager": .string(manager), "time": .string(Timestamp.text(now)), "fieldsV1": ["f:spec": [:]]]
      ]
    }
    mesh = PlanReview(configuration: mesh, service: ServiceInfo(id: Fixtures.reviews), changes: plan.changes).changed
    return plan.changes.map { JournalEntry.Change($0) }
  }

  /// The weights in effect, by version.
  var weights: [String: Int] {
    let split = mesh.splits(ofService: Fixtures.reviews)[0]
    return Dictionary(uniqueKeysWithValues: split.rows.filter(\.isInRoute).map { ($0.version, $0.weight ?? 100) })
  }
}
