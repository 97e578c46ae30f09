import Documents
import Kubernetes
import Testing
import TrafficConfig

@testable import Changes

@Suite struct UndoTests {
  private static func shift(_ bench: borrowing Bench, _ weights: [(String, Int)]) -> ChangePlan {
    Samples.plan(Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService(weights)))
  }

  @Test func bringsTheOldObjectBackOnTheNewVersion() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let old = bench.cluster.contents
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    let undo = try await bench.undoPlan().get()
    #expect(undo.title == "Undo: Shift reviews" && undo.undoOf == "id1")
    #expect(undo.changes[0].resourceVersion == ObjectContent.version(bench.cluster[Samples.route]))
    #expect(undo.changes[0].diff.contains { $0.kind == .removed && $0.text.contains("v2") })
    _ = try await bench.apply(undo).get()
    #expect(bench.cluster.contents == old)
    #expect(try bench.history() == ["id1 undone", "id2 applied"])
  }

  @Test func saysThatWhatWasMadeIsRemoved() async throws {
    let bench = Bench()
    _ = try await bench.apply(ApplyTests.creation).get()
    let undo = try await bench.undoPlan().get()
    #expect(undo.changes.map(\.operation) == [.delete, .delete])
    #expect(
      undo.sentence == "Deletes VirtualService default/reviews. Deletes DestinationRule default/reviews. "
        + "Takes back: \(ApplyTests.creation.title).")
  }

  @Test func saysWhatIsThereAfterwardsAndWarnsOfARollBack() async throws {
    let bench = Bench([Samples.virtualService([("v1", 0), ("v2", 100)])])
    var back = Self.shift(bench, [("v1", 90), ("v2", 10)])
    back.sentence = "v1 0→90, v2 100→10. Put back: v2 fails 4 %."
    back.rollBackReason = "v2 fails 4 %."
    _ = try await bench.apply(back).get()
    let undo = try await bench.undoPlan().get()
    #expect(undo.sentence == "VirtualService default/reviews: v1 90→0, v2 10→100. Takes back: Shift reviews.")
    #expect(undo.notices.contains { $0.contains("takes back a roll-back") && $0.hasSuffix("v2 fails 4 %.") })
    _ = try await bench.apply(undo).get()
    // Made again, it is a roll-back itself.
    #expect(try await bench.undoPlan("id2").get().notices.isEmpty)
  }

  @Test func goesBackStepByStepAndRedoes() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let start = bench.cluster.contents
    _ = try await bench.apply(Self.shift(bench, [("v1", 90), ("v2", 10)])).get()
    let first = bench.cluster.contents
    _ = try await bench.apply(Self.shift(bench, [("v1", 50), ("v2", 50)])).get()
    let second = bench.cluster.contents
    _ = try await bench.apply(try await bench.undoPlan().get()).get()
    #expect(bench.cluster.contents == first)
    _ = try await bench.apply(try await bench.undoPlan().get()).get()
    #expect(bench.cluster.contents == start)
    guard case .failure(.nothingToUndo) = await bench.undoPlan() else {
      Issue.record("there was more to undo")
      return
    }
    // Redo the last undo, then the other one.
    let redo = try await bench.undoPlan("id4").get()
    #expect(redo.title == "Redo: Shift reviews")
    #expect(redo.sentence == "VirtualService default/reviews: v1 100→90, v2 0→10. Makes again: Shift reviews.")
    _ = try await bench.apply(redo).get()
    #expect(bench.cluster.contents == first)
    _ = try await bench.apply(try await bench.undoPlan("id3").get()).get()
    #expect(bench.cluster.contents == second)
    #expect(
      try bench.history() == [
        "id1 undone", "id2 undone", "id3 undone", "id4 undone", "id5 applied", "id6 applied",
      ])
    // What was redone is undone like what was done, the newest first.
    let again = try await bench.undoPlan().get()
    #expect(again.undoOf == "id6" && again.title == "Undo: Shift reviews")
    #expect(again.sentence == "VirtualService default/reviews: v1 50→90, v2 50→10. Takes back: Shift reviews.")
    _ = try await bench.apply(again).get()
    #expect(bench.cluster.contents == first)
    // The first change by its own name means its redo.
    let one = try await bench.undoPlan("id1").get()
    #expect(one.undoOf == "id5")
    _ = try await bench.apply(one).get()
    #expect(bench.cluster.contents == start)
    guard case .failure(.nothingToUndo) = await bench.undoPlan() else {
      Issue.record("there was more to undo")
      return
    }
  }

  @Test func deletesWhatWasCreatedInReverseOrder() async throws {
    let bench = Bench()
    _ = try await bench.apply(
      Samples.plan(
        Samples.change(nil, Samples.destinationRule(["v1"])), Samples.change(nil, Samples.virtualService([("v1", 1)])))
    ).get()
    let undo = try await bench.undoPlan().get()
    #expect(undo.changes.map(\.operation) == [.delete, .delete])
    #expect(undo.changes.map(\.reference) == [Samples.route, Samples.rule])
    _ = try await bench.apply(undo).get()
    #expect(bench.cluster.contents.isEmpty)
  }

  @Test func refusesWhenTheObjectMovedOn() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    bench.cluster.put(Samples.virtualService([("v1", 70), ("v2", 30)]), manager: "kubectl-edit")
    guard case .failure(.movedOn(Samples.route, let diff, let by)) = await bench.undoPlan() else {
      Issue.record("planned")
      return
    }
    #expect(by == "kubectl-edit at 2026-11-24T06:00:00Z")
    #expect(diff.contains { $0.kind == .added && $0.text.contains("30") })
  }

  @Test func refusesWhenTheObjectIsGone() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    bench.cluster.remove(Samples.route)
    guard case .failure(.movedOn) = await bench.undoPlan() else {
      Issue.record("planned")
      return
    }
  }

  @Test func anUndoIsItselfLocked() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    let undo = try await bench.undoPlan().get()
    bench.cluster.put(Samples.virtualService([("v5", 100)]))
    guard case .failure(.changedSince) = await bench.apply(undo) else {
      Issue.record("applied")
      return
    }
    #expect(try bench.history() == ["id1 applied"])
  }

  @Test func keepsStatusAndVersionOfTheLiveObject() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    var live = try #require(bench.cluster[Samples.route])
    live["status"] = ["observedGeneration": 9]
    bench.cluster.put(live)
    let undo = try await bench.undoPlan().get()
    #expect(undo.changes[0].after?["status"] == ["observedGeneration": 9])
    #expect(
      undo.changes[0].after?["metadata"]?["resourceVersion"]
        == bench.cluster[Samples.route]?["metadata"]?["resourceVersion"])
  }

  @Test func onlyThisContextsChangesAreTakenBack() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    let other = FakeCluster([Samples.virtualService([("v1", 100)])], context: "prod")
    let elsewhere = ChangePipeline(access: other, journal: bench.journal, clock: InstantClock(), makeID: { "p1" })
    let plan = Samples.plan(Samples.edit(other, Samples.route, to: Samples.virtualService([("v1", 1), ("v2", 1)])))
    _ = try await elsewhere.apply(plan) { _ in }
    for id in [nil, "p1", "no-such"] {
      guard case .failure(.nothingToUndo(let text)) = await bench.undoPlan(id) else {
        Issue.record("planned \(String(describing: id))")
        return
      }
      #expect(id != "p1" || text.contains("--context prod"))
    }
  }

  @Test func anotherClusterOfTheSameContextNameIsNotTouched() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    // The other cluster has an object of the very same content.
    let other = FakeCluster([Samples.virtualService([("v1", 80), ("v2", 20)])], server: "https://test:2")
    let elsewhere = ChangePipeline(access: other, journal: bench.journal, clock: InstantClock())
    for id in [nil, "id1"] {
      do throws(ChangeFailure) {
        _ = try await elsewhere.undoPlan(id)
        Issue.record("planned \(String(describing: id))")
      } catch {
        guard case .nothingToUndo(let text) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(text.contains("https://test:1") && text.contains("https://test:2"))
      }
    }
    // On its own cluster it is still there to be undone.
    #expect(try await bench.undoPlan().get().undoOf == "id1")
  }

  @Test(arguments: [nil, "id1"]) func anotherObjectOfTheSameNameIsNotTouched(id: String?) async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    let written = try #require(bench.cluster[Samples.route])
    bench.cluster.remove(Samples.route)
    bench.cluster.put(written)
    guard case .failure(let failure) = await bench.undoPlan(id), case .otherObject(Samples.route) = failure else {
      Issue.record("planned")
      return
    }
    #expect(failure.operatorText.contains("another object of the same name") && failure.exitCode == 5)
  }

  @Test func entriesOfOlderVersionsAreNotTakenBack() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    var old = try #require(try bench.journal.entry("id1"))
    old.server = nil
    old.changes[0].uid = nil
    try bench.journal.append(old)
    for id in [nil, "id1"] {
      guard case .failure(.nothingToUndo(let text)) = await bench.undoPlan(id) else {
        Issue.record("planned")
        return
      }
      #expect(text.contains("older version") && text.contains("on which cluster"))
    }
  }

  /// An object that an undo made again has a new uid, but is still the one of the changes before.
  @Test func goesBackThroughADeletion() async throws {
    let bench = Bench()
    _ = try await bench.apply(Samples.plan(Samples.change(nil, Samples.virtualService([("v1", 100)])))).get()
    let first = bench.cluster.contents
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    let second = bench.cluster.contents
    _ = try await bench.apply(Samples.plan(Samples.change(bench.cluster[Samples.route], nil))).get()
    for expected in [second, first, [:]] {
      _ = try await bench.apply(try await bench.undoPlan().get()).get()
      #expect(bench.cluster.contents == expected)
    }
    // And forward again: the undos by their names, the last first.
    for (id, expected) in [("id6", first), ("id5", second), ("id4", [:])] {
      _ = try await bench.apply(try await bench.undoPlan(id).get()).get()
      #expect(bench.cluster.contents == expected)
    }
    for expected in [second, first, [:]] {
      _ = try await bench.apply(try await bench.undoPlan().get()).get()
      #expect(bench.cluster.contents == expected)
    }
  }

  @Test func whatIsUndoneIsNotUndoneAgain() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    _ = try await bench.apply(Self.shift(bench, [("v1", 80), ("v2", 20)])).get()
    _ = try await bench.apply(try await bench.undoPlan().get()).get()
    guard case .failure(.nothingToUndo(let text)) = await bench.undoPlan("id1") else {
      Issue.record("planned")
      return
    }
    #expect(text.contains("already"))
  }
}
