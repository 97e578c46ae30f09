import Documents
import Kubernetes
import Testing
import TrafficConfig

@testable import Changes

/// A change of two objects whose connection breaks at every possible call, in every possible way.
@Suite struct InterruptionTests {
  enum Shape: String, CaseIterable, Sendable { case create, update, delete }

  struct Break: Sendable, CustomTestStringConvertible {
    let shape: Shape
    let call: Int
    let fault: FakeCluster.Fault
    var testDescription: String { "\(shape.rawValue), call \(call), \(fault)" }
  }

  /// The connection breaks before or after the request, or the server refuses with 403, 409, 422, 429 or 500.
  private static let faults: [FakeCluster.Fault] = [
    .lost, .answerLost, .refused(.forbidden("no")), .refused(.conflict("modified", causes: [])),
    .refused(.invalid("no", causes: [])), .refused(.tooManyRequests(retryAfter: nil)),
    .refused(.server(code: 500, message: "etcd")),
  ]

  /// The calls of an undisturbed change: two checks, two writes, two looks afterwards.
  static let single: [Break] = Shape.allCases.flatMap { shape in
    (0..<8).flatMap { call in
      faults.map { Break(shape: shape, call: call, fault: $0) }
    }
  }
  static let outages: [(Shape, Int)] = Shape.allCases.flatMap { shape in (0..<8).map { (shape, $0) } }

  private static func objects(_ shape: Shape) -> [JSONValue] {
    shape == .create
      ? [] : [Samples.destinationRule(["v1"]), Samples.virtualService([("v1", 100)])]
  }

  private static func plan(_ shape: Shape, _ cluster: FakeCluster) -> ChangePlan {
    let rule = Samples.destinationRule(["v1", "v2"])
    let route = Samples.virtualService([("v1", 80), ("v2", 20)])
    return switch shape {
    case .create: Samples.plan(Samples.change(nil, rule), Samples.change(nil, route))
    case .update:
      Samples.plan(Samples.edit(cluster, Samples.rule, to: rule), Samples.edit(cluster, Samples.route, to: route))
    case .delete:
      Samples.plan(Samples.change(cluster[Samples.route], nil), Samples.change(cluster[Samples.rule], nil))
    }
  }

  /// The contents after an undisturbed change.
  private static func goal(_ shape: Shape) async throws -> [ObjectReference: JSONValue] {
    let bench = Bench(objects(shape))
    _ = try await bench.apply(plan(shape, bench.cluster)).get()
    return bench.cluster.contents
  }

  @Test(arguments: single) func oneBrokenCallEndsOldOrNewAndSaysWhich(_ item: Break) async throws {
    let goal = try await Self.goal(item.shape)
    let bench = Bench(Self.objects(item.shape))
    let old = bench.cluster.contents
    let plan = Self.plan(item.shape, bench.cluster)
    bench.cluster.state.withLock { $0.faults[item.call] = item.fault }
    let result = await bench.apply(plan)
    let end = bench.cluster.contents
    let entries = try bench.journal.entries()
    switch result {
    case .success:
      #expect(end == goal)
      #expect(entries.map(\.state) == [.applied])
    case .failure(let failure):
      #expect(end == old)
      #expect(failure.leavesNothingChanged)
      #expect(entries.allSatisfy { $0.state == .failed })
      #expect(entries.isEmpty || entries[0].note == failure.operatorText)
    }
    // Undone or not, the newest change can be taken back or there is none.
    bench.cluster.resetCalls()
    switch await bench.undoPlan() {
    case .success(let undo):
      #expect(end == goal && goal != old)
      _ = try await bench.apply(undo).get()
      #expect(bench.cluster.contents == old)
    case .failure(.nothingToUndo): #expect(end == old)
    case .failure(let failure): Issue.record("\(failure.operatorText)")
    }
  }

  @Test(arguments: outages) func anOutageIsToldAndCanBePutRightLater(shape: Shape, call: Int) async throws {
    let goal = try await Self.goal(shape)
    let bench = Bench(Self.objects(shape))
    let old = bench.cluster.contents
    let plan = Self.plan(shape, bench.cluster)
    bench.cluster.state.withLock { $0.isDownFrom = call }
    let result = await bench.apply(plan)
    let end = bench.cluster.contents
    let entry = try bench.journal.entries().first
    switch result {
    case .success: #expect(end == goal && entry?.state == .applied)
    case .failure(let failure) where failure.leavesNothingChanged:
      #expect(end == old)
    case .failure(let failure):
      #expect(failure.operatorText.contains("half done"))
      #expect(entry?.state == .failed && entry?.note == failure.operatorText)
    }
    // The server is back: one undo brings everything to the state before.
    bench.cluster.resetCalls()
    switch await bench.undoPlan() {
    case .success(let undo): _ = try await bench.apply(undo).get()
    case .failure(.nothingToUndo): break
    case .failure(let failure): Issue.record("\(failure.operatorText)")
    }
    #expect(bench.cluster.contents == old)
  }

  /// The process dies after any number of calls: the journal has the change as pending, and undo cleans up.
  @Test(arguments: Shape.allCases) func aPendingEntryCanBeTakenBack(shape: Shape) async throws {
    for written in 0...2 {
      let bench = Bench(Self.objects(shape))
      let old = bench.cluster.contents
      let plan = Self.plan(shape, bench.cluster)
      try bench.journal.append(
        JournalEntry(
          id: "crashed", time: 1, user: "ann", context: "test", server: bench.cluster.serverURL, title: "Shift",
          sentence: "s",
          changes: plan.changes.map { JournalEntry.Change($0) }))
      for change in plan.changes.prefix(written) {
        if let after = change.after {
          bench.cluster.put(after, manager: "vigla")
        } else {
          bench.cluster.remove(change.reference)
        }
      }
      switch await bench.undoPlan() {
      case .success(let undo):
        #expect(undo.changes.count == written && !undo.notices.isEmpty)
        _ = try await bench.apply(undo).get()
      case .failure(.nothingToUndo): #expect(written == 0)
      case .failure(let failure): Issue.record("\(failure.operatorText)")
      }
      #expect(bench.cluster.contents == old)
    }
  }

  /// The answer is lost and an admission webhook changed the object on its way in: it is still known as this change's
  /// own.
  @Test(arguments: Shape.allCases.prefix(2)) func aLostAnswerOfAnAdornedObjectIsRecognised(shape: Shape) async throws {
    let bench = Bench(Self.objects(shape))
    let old = bench.cluster.contents
    let plan = Self.plan(shape, bench.cluster)
    bench.cluster.state.withLock {
      $0.faults[2] = .answerLost
      $0.adornment = "kyverno"
    }
    let entry = try await bench.apply(plan).get()
    #expect(entry.changes[0].after?["metadata"]?["annotations"] == ["adorned-by": "kyverno"])
    _ = try await bench.apply(try await bench.undoPlan().get()).get()
    let end = bench.cluster.contents.mapValues { content in
      var content = content
      content[["metadata", "annotations"]] = nil
      return content
    }
    #expect(end == old)
  }

  @Test func credentialsThatExpireOnTheWayAreNamed() async throws {
    let bench = Bench(Self.objects(.update))
    let plan = Self.plan(.update, bench.cluster)
    bench.cluster.state.withLock { state in
      for call in 3..<20 { state.faults[call] = .refused(.unauthorized) }
    }
    guard case .failure(.halfDone(_, let left)) = await bench.apply(plan) else {
      Issue.record("not half done")
      return
    }
    #expect(left.count == 1 && left[0].contains("its state is not known") && left[0].contains("401"))
  }

  @Test func somebodyElsesWriteIsNotOverwrittenWhenPuttingBack() async throws {
    let bench = Bench(Self.objects(.update))
    let plan = Self.plan(.update, bench.cluster)
    // After the first write, another manager changes that object; then the second write is refused.
    bench.cluster.state.withLock {
      $0.afterCall[2] = { cluster in cluster.put(Samples.destinationRule(["theirs"]), manager: "flux") }
      $0.faults[3] = .refused(.invalid("no", causes: []))
    }
    guard case .failure(.halfDone(_, let left)) = await bench.apply(plan) else {
      Issue.record("not half done")
      return
    }
    #expect(left.contains { $0.contains("flux") && $0.contains("stays as it is") })
    #expect(bench.cluster.contents[Samples.rule] == ObjectContent.of(Samples.destinationRule(["theirs"])))
  }
}
