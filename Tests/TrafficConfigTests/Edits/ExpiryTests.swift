import Documents
import MeshModel
import Testing

@testable import TrafficConfig

@Suite struct ExpiryTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_800_000_000, "2027-01-15T08:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
  ])
  func timesAreReadAndWritten(seconds: Double, text: String) {
    #expect(Timestamp.text(seconds) == text)
    #expect(Timestamp.seconds(text) == seconds)
  }

  @Test(arguments: ["", "2027-01-15", "2027-13-15T08:00:00Z", "2027-01-15T08:00:00+", "2027-01-1xT08:00:00Z"])
  func otherTextIsNoTime(text: String) { #expect(Timestamp.seconds(text) == nil) }

  private func fault(
    in mesh: MeshConfiguration, now: Double = 1_800_000_000, lasting seconds: Double = 600, percent: Double = 50,
    matches: [String] = []
  ) throws -> ChangePlan {
    let conditions = try matches.map { text in try MatchCondition(parsing: text) }
    return try FaultEdit.plan(
      FaultRequest(
        scope: RouteScope(service: Fixtures.reviews, conditions: conditions), delay: 5, delayPercent: percent,
        expiry: .after(seconds)), in: EditSamples.context(mesh, now: now))
  }

  /// Whatever was there, the end of the edit leaves the object as it was before.
  @Test(arguments: [[], ["header:x-test"], ["header:end-user=jason"]])
  func theEndPutsBackWhatWasBefore(matches: [String]) throws {
    let mesh = try EditSamples.largeMesh()
    let plan = try fault(in: mesh, matches: matches)
    #expect(plan.findings.allSatisfy { $0.level != .error })
    #expect(plan.sentence.contains("Meant to last 10 min."))
    let changed = try EditSamples.mesh(after: plan, from: mesh)
    #expect(changed.overdueEdits(at: 1_800_000_599) == [])
    let overdue = changed.overdueEdits(at: 1_800_000_600)
    #expect(overdue.map(\.author) == ["ann"])
    #expect(overdue.map(\.what).allSatisfy { $0.hasPrefix("delays 50 % of the requests by 5s") })
    let restored = try ExpiryRestoration.plan(try #require(overdue.first), in: changed)
    #expect(restored.changes.count == 1)
    #expect(restored.changes.first?.after == mesh.virtualServices[0].document)
  }

  @Test(arguments: [[], ["header:x-test"]])
  func anObjectMadeForTheEditGoesWithIt(matches: [String]) throws {
    let plan = try fault(in: Fixtures.bookinfo(), matches: matches)
    let changed = try EditSamples.mesh(after: plan, from: Fixtures.bookinfo())
    let edit = try #require(changed.expiringEdits.first)
    let restored = try ExpiryRestoration.plan(edit, in: changed)
    #expect(restored.changes.map(\.operation) == [.delete])
    // Once somebody has added to it, it stays.
    let more = try TimeoutEdit.plan(3, for: try EditSamples.scope(), in: EditSamples.context(changed))
    let kept = try EditSamples.mesh(after: more, from: changed)
    let partly = try ExpiryRestoration.plan(try #require(kept.expiringEdits.first), in: kept)
    #expect(partly.changes.map(\.operation) == [.update])
    #expect(
      partly.changes.first?.after?[["spec", "http"]] == [
        ["route": [["destination": ["host": .string(EditSamples.host)]]], "timeout": "3s"]
      ])
    #expect(partly.changes.first?.after?[["metadata", "annotations"]] == nil)
  }

  @Test func aLongerFaultKeepsWhatWasBeforeTheFirst() throws {
    let mesh = try EditSamples.largeMesh()
    let first = try EditSamples.mesh(after: try fault(in: mesh), from: mesh)
    for percent in [50.0, 70] {
      let second = try fault(in: first, now: 1_800_000_300, lasting: 1200, percent: percent)
      let changed = try EditSamples.mesh(after: second, from: first)
      #expect(changed.expiringEdits.map(\.until) == [1_800_001_500])
      let restored = try ExpiryRestoration.plan(changed.expiringEdits[0], in: changed)
      #expect(restored.changes.first?.after == mesh.virtualServices[0].document)
    }
  }

  @Test func whatWasChangedSinceIsNotPutBack() throws {
    let mesh = try EditSamples.largeMesh()
    var document = try #require(try fault(in: mesh).changes.first?.after)
    document[["spec", "http", 1, "fault", "delay", "fixedDelay"]] = "9s"
    let changed = mesh.replacing(virtualServices: [VirtualService(document: document)])
    let edit = try #require(changed.expiringEdits.first)
    #expect {
      _ = try ExpiryRestoration.plan(edit, in: changed)
    } throws: { error in
      (error as? ChangeRefusal)?.reason == .conflictingObjects
    }
  }

  @Test func resettingTheFaultEndsTheNote() throws {
    let mesh = try EditSamples.largeMesh()
    let changed = try EditSamples.mesh(after: try fault(in: mesh), from: mesh)
    let reset = try RoutingReset.plan(
      ResetRequest(scope: try EditSamples.scope(), extent: .feature(.fault)), in: EditSamples.context(changed))
    let after = try #require(reset.changes.first?.after)
    #expect(ExpiringEdit.all(of: after) == [])
    #expect(after[["spec", "http", 1, "fault"]] == nil)
    #expect(after[["metadata", "annotations"]] == nil)
  }

  /// A rule that is copied from one with a fault for a while has it only for a while.
  @Test func aCopyOfWhatExpiresExpires() throws {
    let mesh = try EditSamples.largeMesh()
    let first = try EditSamples.mesh(after: try fault(in: mesh), from: mesh)
    let timeout = try TimeoutEdit.plan(9, for: try EditSamples.scope("header:x-test"), in: EditSamples.context(first))
    let second = try EditSamples.mesh(after: timeout, from: first)
    let plan = try ExpiryRestoration.plan(all: second.overdueEdits(at: 1_900_000_000), in: second)
    let after = try #require(plan.changes.first?.after)
    let before = mesh.virtualServices[0].document[["spec", "http", 1, "fault"]]
    #expect(after[["spec", "http", 1, "fault"]] == before)
    #expect(after[["spec", "http", 2, "fault"]] == before)
    #expect(after[["spec", "http", 1, "timeout"]] == "9s")
    #expect(after[["metadata", "annotations"]] == nil)
  }

  @Test func allOverdueEditsEndTogether() throws {
    let mesh = try EditSamples.largeMesh()
    let one = try EditSamples.mesh(after: try fault(in: mesh), from: mesh)
    let two = try EditSamples.mesh(after: try fault(in: one, matches: ["header:x-test"]), from: one)
    let plan = try ExpiryRestoration.plan(all: two.overdueEdits(at: 1_900_000_000), in: two)
    #expect(plan.changes.count == 1)
    #expect(plan.changes.first?.after == mesh.virtualServices[0].document)
    #expect(throws: ChangeRefusal.self) { try ExpiryRestoration.plan(all: [], in: two) }
  }

  @Test(arguments: ["", "[", "{}", "[1]", #"[{"until":"soon","values":{}}]"#])
  func annotationsOfOthersDoNoHarm(text: String) throws {
    var document = try Fixtures.document("VirtualService", EditSamples.large)
    document[["metadata", "annotations", .key(ExpiringEdit.annotation)]] = .string(text)
    #expect(ExpiringEdit.all(of: document) == [])
  }
}
