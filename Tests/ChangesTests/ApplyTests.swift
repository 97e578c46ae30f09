import Documents
import Kubernetes
import Testing
import TrafficConfig

@testable import Changes

@Suite struct ApplyTests {
  /// The first shift of a service: both objects are new.
  static let creation = Samples.plan(
    Samples.change(nil, Samples.destinationRule(["v1", "v2"])),
    Samples.change(nil, Samples.virtualService([("v1", 80), ("v2", 20)])))

  private func text(_ result: Result<JournalEntry, ChangeFailure>) -> String {
    switch result {
    case .success(let entry): entry.note ?? ""
    case .failure(let failure): failure.operatorText
    }
  }

  @Test func createsInOrderAndJournals() async throws {
    let bench = Bench()
    let news = News()
    let entry = try await bench.apply(Self.creation, news: news).get()
    #expect(entry.state == .applied && entry.user == "ann" && entry.context == "test" && entry.time == 1_000)
    #expect(
      bench.cluster.calls == [
        "read DestinationRule default/reviews", "read VirtualService default/reviews",
        "create DestinationRule default/reviews", "create VirtualService default/reviews",
        "read DestinationRule default/reviews", "read VirtualService default/reviews",
      ])
    #expect(try bench.history() == ["id1 applied"])
    #expect(entry.changes.map(\.resourceVersion) == ["101", "102"])
    #expect(entry.changes.map(\.uid) == ["uid-101", "uid-102"] && entry.server == "https://test:1")
    #expect(news.all.first == .step(1, of: 2, text: "create DestinationRule default/reviews"))
    #expect(news.all.contains(.wrote(Samples.route, resourceVersion: "102")))
    guard case .done(let last) = news.all.last else {
      Issue.record("\(news.all)")
      return
    }
    // The plan's sentence is on the screen already.
    #expect(!last.contains(Self.creation.sentence))
  }

  @Test func updatesKeepEveryFieldAndSendTheLock() async throws {
    var original = Samples.virtualService([("v1", 100), ("v2", 0)])
    original[["spec", "futureField"]] = ["a": [1, 2.50]]
    let bench = Bench([original])
    var after = try #require(bench.cluster[Samples.route])
    after[["spec", "http", 0, "route", 0, "weight"]] = 80
    after[["spec", "http", 0, "route", 1, "weight"]] = 20
    let plan = Samples.plan(Samples.change(bench.cluster[Samples.route], after))
    let entry = try await bench.apply(plan).get()
    #expect(entry.note == nil)
    let live = try #require(bench.cluster[Samples.route])
    #expect(live["spec"] == after["spec"])
    #expect(ObjectContent.version(live) == "102")
  }

  @Test func refusesWhenTheObjectChangedAndShowsWhat() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let plan = Samples.plan(
      Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService([("v1", 90), ("v2", 10)])))
    bench.cluster.put(Samples.virtualService([("v1", 50), ("v3", 50)]), manager: "argocd-controller")
    let before = bench.cluster.contents
    guard case .failure(.changedSince(let reference, let diff, let by)) = await bench.apply(plan) else {
      Issue.record("applied")
      return
    }
    #expect(reference == Samples.route)
    #expect(diff.contains { $0.kind == .added && $0.text.contains("v3") })
    #expect(by == "argocd-controller at 2026-11-24T06:00:00Z")
    #expect(bench.cluster.contents == before)
    #expect(try bench.history().isEmpty)
    #expect(!bench.cluster.calls.contains { $0.hasPrefix("update") })
  }

  @Test func aNewVersionOfTheSameContentIsNoConflict() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let plan = Samples.plan(
      Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService([("v1", 99), ("v2", 1)])))
    var touched = Samples.virtualService([("v1", 100)])
    touched["status"] = ["observedGeneration": 3]
    bench.cluster.put(touched)
    _ = try await bench.apply(plan).get()
  }

  @Test func anotherObjectOfTheSameNameAndContentIsRefused() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let plan = Samples.plan(
      Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService([("v1", 99), ("v2", 1)])))
    bench.cluster.remove(Samples.route)
    bench.cluster.put(Samples.virtualService([("v1", 100)]))
    guard case .failure(.otherObject(Samples.route)) = await bench.apply(plan) else {
      Issue.record("applied")
      return
    }
    #expect(try bench.history().isEmpty)
  }

  @Test func oneChangeAtATime() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(
      Samples.plan(Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService([("v1", 80), ("v2", 20)])))
    ).get()
    let next = Samples.plan(
      Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService([("v1", 70), ("v2", 30)])))
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let (reached, mark) = AsyncStream.makeStream(of: Void.self)
    let slow = ChangePipeline(
      access: HeldCluster(bench.cluster, gate: gate, reached: mark), journal: bench.journal, clock: InstantClock(),
      makeID: { "slow" })
    let running = Task { try await slow.apply(next) { _ in } }
    for await _ in reached { break }
    await #expect(throws: ChangeFailure.underWay) { try await slow.undoPlan() }
    await #expect(throws: ChangeFailure.underWay) { try await slow.apply(next) { _ in } }
    #expect(ChangeFailure.underWay.operatorText.hasPrefix("A change is under way."))
    opener.finish()
    _ = try await running.value
    #expect(try await slow.undoPlan().undoOf == "slow")
  }

  @Test func refusesToCreateWhatExists() async throws {
    let bench = Bench([Samples.destinationRule(["old"])])
    guard case .failure(.changedSince(Samples.rule, _, _)) = await bench.apply(Self.creation) else {
      Issue.record("applied")
      return
    }
    #expect(bench.cluster.contents.count == 1)
  }

  @Test func aConflictAtTheWriteItselfIsShownToo() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let plan = Samples.plan(
      Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService([("v1", 99), ("v2", 1)])))
    // Right after the check, somebody else writes.
    bench.cluster.state.withLock {
      $0.afterCall[0] = { cluster in cluster.put(Samples.virtualService([("v9", 100)]), manager: "flux") }
    }
    guard
      case .failure(.changedSince(Samples.route, let diff, "flux at 2026-11-24T06:00:00Z")) = await bench.apply(plan)
    else {
      Issue.record("applied")
      return
    }
    #expect(diff.contains { $0.kind == .added && $0.text.contains("v9") })
    #expect(try bench.history() == ["id1 failed"])
  }

  @Test func aRefusalOfTheSecondStepPutsTheFirstBack() async throws {
    let bench = Bench()
    bench.cluster.state.withLock { $0.faults[3] = .refused(.invalid("webhook says no", causes: [])) }
    let result = await bench.apply(Self.creation)
    guard case .failure(.putBack(let cause, let steps, let code)) = result else {
      Issue.record("\(text(result))")
      return
    }
    #expect(cause.contains("webhook says no") && code == 5)
    #expect(steps == ["DestinationRule default/reviews, which was new, was deleted again."])
    #expect(bench.cluster.contents.isEmpty)
    let entry = try #require(try bench.journal.entries().first)
    #expect(entry.state == .failed && entry.note?.contains("Everything is as it was before") == true)
    #expect(entry.changes.allSatisfy { $0.resourceVersion == nil })
  }

  @Test func aRefusalOfTheFirstStepIsTheServersOwnWord() async throws {
    let bench = Bench()
    bench.cluster.state.withLock { $0.faults[2] = .refused(.forbidden("ann may not")) }
    guard case .failure(.refused(let error)) = await bench.apply(Self.creation) else {
      Issue.record("applied")
      return
    }
    #expect(error.exitCode == 4)
    #expect(bench.cluster.contents.isEmpty)
  }

  @Test func nothingIsBegunThatCannotBeRecorded() async throws {
    let cluster = FakeCluster()
    let pipeline = ChangePipeline(access: cluster, journal: Journal(directory: "/dev/null/x"), clock: InstantClock())
    await #expect(throws: ChangeFailure.self) { try await pipeline.apply(Self.creation) { _ in } }
    #expect(cluster.contents.isEmpty)
  }

  @Test func plansWithErrorsOrNothingAreRefused() async throws {
    let bench = Bench()
    guard case .failure(.invalid) = await bench.apply(Samples.plan()) else {
      Issue.record("an empty plan was applied")
      return
    }
    var plan = Self.creation
    plan.findings = [
      ValidationMessage(code: "IST0101", level: .error, object: Samples.route, path: "", message: "no such host")
    ]
    guard case .failure(.invalid(let text)) = await bench.apply(plan) else {
      Issue.record("a plan with errors was applied")
      return
    }
    #expect(text.contains("no such host"))
    #expect(bench.cluster.calls.isEmpty)
  }

  @Test func whatTheServerDropsIsNoted() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    var content = Samples.virtualService([("v1", 100)])
    content[["spec", "typo"]] = true
    let plan = Samples.plan(Samples.edit(bench.cluster, Samples.route, to: content))
    let report = await bench.pipeline.dryRun(plan)
    #expect(report.isAccepted)
    #expect(
      report.warnings == [
        "VirtualService default/reviews: the server does not know the field spec.typo and leaves it out."
      ])
    #expect(try await bench.apply(plan).get().note == "VirtualService default/reviews: the server left out spec.typo.")
  }

  @Test func aChangeRightAfterTheWriteIsNoted() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let plan = Samples.plan(
      Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService([("v1", 1), ("v2", 9)])))
    bench.cluster.state.withLock {
      $0.afterCall[1] = { cluster in cluster.put(Samples.virtualService([("v1", 100)]), manager: "argocd-controller") }
    }
    let note = try await bench.apply(plan).get().note
    #expect(note?.contains("changed again right after the write by argocd-controller") == true)
  }

  @Test func dryRunAsksEachStepAloneAndStoresNothing() async throws {
    let bench = Bench()
    let report = await bench.pipeline.dryRun(Self.creation)
    #expect(report.isAccepted && report.planID == Self.creation.id)
    #expect(report.steps.map(\.outcome) == [.accepted, .accepted])
    #expect(bench.cluster.contents.isEmpty)
    #expect(bench.cluster.calls.filter { $0.hasPrefix("dry-run create") }.count == 2)
    #expect(try bench.history().isEmpty)
  }

  @Test func dryRunSaysWhichStepIsRefusedAndWhatChanged() async throws {
    let bench = Bench([Samples.destinationRule(["v1"])])
    let plan = Samples.plan(
      Samples.edit(bench.cluster, Samples.rule, to: Samples.destinationRule(["v1", "v2"])),
      Samples.change(nil, Samples.virtualService([("v2", 100)])))
    bench.cluster.put(Samples.destinationRule(["v7"]))
    bench.cluster.state.withLock { $0.faults[2] = .refused(.forbidden("no")) }
    let report = await bench.pipeline.dryRun(plan)
    #expect(!report.isAccepted)
    guard case .conflict(let text) = report.steps[0].outcome, case .forbidden(let reason) = report.steps[1].outcome
    else {
      Issue.record("\(report)")
      return
    }
    #expect(text.contains("v7") && reason.contains("Not allowed"))
  }

  @Test func deletionsAreChecked() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)]), Samples.destinationRule(["v1"])])
    let plan = Samples.plan(
      Samples.change(bench.cluster[Samples.route], nil), Samples.change(bench.cluster[Samples.rule], nil))
    let news = News()
    _ = try await bench.apply(plan, news: news).get()
    #expect(bench.cluster.contents.isEmpty)
    #expect(news.waits == ["The proxies get 3 s to leave the old routes."])
    #expect(news.ends.first == "The proxies got 3 s to leave the old routes.")
    #expect(news.all.contains(.wrote(Samples.route, resourceVersion: "")))
  }

  @Test func cancellingPutsBack() async throws {
    let bench = Bench()
    let (cluster, pipeline) = (bench.cluster, bench.pipeline)
    let task = Task { () async -> ChangeFailure? in
      do throws(ChangeFailure) {
        _ = try await pipeline.apply(Self.creation) { news in
          // Between the two writes.
          if case .wrote = news { withUnsafeCurrentTask { $0?.cancel() } }
        }
        return nil
      } catch {
        return error
      }
    }
    guard case .putBack(let cause, _, _) = await task.value else {
      Issue.record("not put back")
      return
    }
    #expect(cause.contains("cancelled"))
    #expect(cluster.contents.isEmpty)
    #expect(try bench.history() == ["id1 failed"])
  }
}
