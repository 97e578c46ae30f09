import Documents
import FoundationEssentials
import Kubernetes
import Synchronization
import TrafficConfig

@testable import Changes

/// Objects and plans that the tests share.
enum Samples {
  static let rule = ObjectReference(kind: "DestinationRule", namespace: "default", name: "reviews")
  static let route = ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews")
  static let host: JSONValue = "reviews.default.svc.cluster.local"

  static func destinationRule(_ subsets: [String]) -> JSONValue {
    [
      "apiVersion": "networking.istio.io/v1", "kind": "DestinationRule",
      "metadata": ["name": "reviews", "namespace": "default", "labels": ["team": "books"]],
      "spec": [
        "host": host, "subsets": .array(subsets.map { ["name": .string($0), "labels": ["version": .string($0)]] }),
      ],
    ]
  }

  /// Weights by subset, in order.
  static func virtualService(_ weights: [(String, Int)]) -> JSONValue {
    let routes: [JSONValue] = weights.map { name, weight in
      ["destination": ["host": host, "subset": .string(name)], "weight": .init(integerLiteral: weight)]
    }
    return [
      "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
      "metadata": ["name": "reviews", "namespace": "default"],
      "spec": ["hosts": [host], "http": [["route": .array(routes)]]],
    ]
  }

  static func change(_ before: JSONValue?, _ after: JSONValue?) -> ObjectChange {
    let reference = ObjectReference(document: before ?? after ?? .null)
    return ObjectChange(
      reference: reference, apiVersion: "networking.istio.io/v1", before: before, after: after)
  }

  static func plan(_ changes: ObjectChange..., undoOf: String? = nil) -> ChangePlan {
    ChangePlan(title: "Shift reviews", sentence: "v1 100→80, v2 0→20.", changes: changes, undoOf: undoOf)
  }

  /// A changed copy of the object that the cluster holds, as an editor makes it.
  static func edit(_ cluster: FakeCluster, _ reference: ObjectReference, to content: JSONValue) -> ObjectChange {
    let live = cluster[reference]
    return change(live, live.map { ObjectContent.transplant(content, onto: $0) } ?? content)
  }

  static func pod(_ name: String, version: String, ready: Bool = true) throws -> PodRecord? {
    let text = """
      {"metadata":{"name":"\(name)","namespace":"default","labels":{"app":"reviews","version":"\(version)"}},
      "spec":{"containers":[{"name":"istio-proxy"}]},
      "status":{"phase":"Running","podIP":"10.0.0.1",
      "conditions":[{"type":"Ready","status":"\(ready ? "True" : "False")"}]}}
      """
    return PodRecord(try JSONValue(parsing: text))
  }
}

/// A clock whose sleeps end at once.
final class InstantClock: Clock {
  typealias Instant = ContinuousClock.Instant

  private let count = Mutex(0)
  var sleeps: Int { count.withLock { $0 } }
  var now: Instant { ContinuousClock.now }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    count.withLock { $0 += 1 }
    try Task.checkCancellation()
    await Task.yield()
  }
}

/// A pipeline on a fake cluster with a journal of its own.
struct Bench: ~Copyable {
  let cluster: FakeCluster
  let journal: Journal
  let pipeline: ChangePipeline
  let clock = InstantClock()
  private let directory: String

  init(_ objects: [JSONValue] = []) {
    directory = FileManager.default.temporaryDirectory.appending(path: "vigla-\(UUID().uuidString)").path
    cluster = FakeCluster(objects)
    journal = Journal(directory: directory + "/state/vigla")
    let counter = Counter()
    pipeline = ChangePipeline(
      access: cluster, journal: journal, clock: clock, now: { 1_000 }, makeID: { "id\(counter.next())" })
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// The entries' ids and states, oldest first.
  func history() throws -> [String] { try journal.entries().map { "\($0.id) \($0.state.rawValue)" } }

  /// Applies; a failure is returned instead of thrown.
  func apply(_ plan: ChangePlan, news: News = News()) async -> Result<JournalEntry, ChangeFailure> {
    do throws(ChangeFailure) {
      return .success(try await pipeline.apply(plan) { news.add($0) })
    } catch {
      return .failure(error)
    }
  }

  func undoPlan(_ id: String? = nil) async -> Result<ChangePlan, ChangeFailure> {
    do throws(ChangeFailure) { return .success(try await pipeline.undoPlan(id)) } catch { return .failure(error) }
  }
}

final class Counter: Sendable {
  private let value = Mutex(0)
  func next() -> Int {
    value.withLock { value in
      value += 1
      return value
    }
  }
}

/// Gathers progress.
final class News: Sendable {
  private let list = Mutex<[ChangeProgress]>([])
  var all: [ChangeProgress] { list.withLock { $0 } }
  func add(_ progress: ChangeProgress) { list.withLock { $0.append(progress) } }
  var ends: [String] {
    all.compactMap { if case .done(let text) = $0 { text } else { nil } }
  }
  var waits: [String] {
    all.compactMap { if case .waiting(let text) = $0 { text } else { nil } }
  }
}
