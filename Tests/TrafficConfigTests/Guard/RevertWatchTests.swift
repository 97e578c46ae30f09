import Documents
import Testing

@testable import TrafficConfig

/// Somebody else's hand on what was written.
@Suite struct RevertWatchTests {
  private static let reference = ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews")
  private static let written = 1_800_000_000.0

  private static func object(
    _ weights: [Int], version: String, manager: String? = nil, time: String = "2027-01-15T08:00:14Z",
    timeout: String? = nil
  ) -> JSONValue {
    let routes: [JSONValue] = weights.enumerated().map { index, weight in
      ["destination": ["host": "reviews", "subset": .string("v\(index + 1)")], "weight": JSONValue(weight)]
    }
    var metadata: JSONObject = ["name": "reviews", "namespace": "default", "resourceVersion": .string(version)]
    if let manager {
      metadata["managedFields"] = [
        ["manager": "vigla", "time": "2027-01-15T08:00:00Z"], ["manager": .string(manager), "time": .string(time)],
      ]
    }
    var route: JSONObject = ["route": .array(routes)]
    route["timeout"] = timeout.map(JSONValue.string)
    return [
      "apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": .object(metadata),
      "spec": ["hosts": ["reviews"], "http": [.object(route)]],
    ]
  }

  private static func watch(before: JSONValue?, after: JSONValue?) -> RevertWatch {
    RevertWatch(
      [.init(reference: reference, apiVersion: "networking.istio.io/v1", before: before, after: after)],
      writtenAt: written)
  }

  private let shift = watch(before: object([100, 0], version: "10"), after: object([80, 20], version: "12"))

  private func look(_ watch: inout RevertWatch, _ document: JSONValue?) -> ForeignChange? {
    watch.look(at: document, of: Self.reference, now: Self.written + 30)
  }

  @Test func aLookThatLagsIsNoNews() {
    var watch = shift
    #expect(look(&watch, Self.object([100, 0], version: "10")) == nil)
    #expect(look(&watch, Self.object([50, 50], version: "9")) == nil)
    #expect(!watch.isSeen)
    #expect(look(&watch, Self.object([80, 20], version: "12")) == nil)
    #expect(watch.isSeen)
  }

  @Test func whoPutsItBackIsNamedWithTheSeconds() throws {
    var watch = shift
    let foreign = try #require(look(&watch, Self.object([100, 0], version: "13", manager: "argocd-controller")))
    #expect(foreign.kind == .reverted)
    #expect(foreign.manager == "argocd-controller")
    #expect(foreign.seconds == 14)
    #expect(foreign.fields.map(\.path) == ["spec.http[0].route[0].weight", "spec.http[0].route[1].weight"])
    #expect(
      foreign.text == "VirtualService default/reviews: reverted by argocd-controller after 14 s: "
        + "spec.http[0].route[0].weight is 100, not 80, spec.http[0].route[1].weight is 0, not 20.")
  }

  /// An undo in another terminal is no work of whoever wrote before.
  @Test func anotherSessionIsNotTakenForAnOlderHand() throws {
    var watch = shift
    var live = Self.object([100, 0], version: "13", manager: "kubectl-create", time: "2027-01-15T07:00:00Z")
    live[["metadata", "managedFields", 0, "time"]] = "2027-01-15T08:00:05Z"
    let foreign = try #require(look(&watch, live))
    #expect(foreign.manager == "another Vigla" && foreign.seconds == 5)
  }

  /// The state from before is news once the write was seen, even under a version that was there.
  @Test func theOldStateAfterTheWriteWasSeenIsNews() throws {
    var watch = shift
    _ = look(&watch, Self.object([80, 20], version: "12"))
    let foreign = try #require(look(&watch, Self.object([100, 0], version: "10")))
    #expect(foreign.kind == .reverted)
    // Nobody is named, so the time of the look counts.
    #expect(foreign.manager == nil && foreign.seconds == 30)
    #expect(foreign.text.contains("by somebody after 30 s"))
  }

  @Test func otherFieldsAreNobodysBusiness() {
    var watch = shift
    #expect(look(&watch, Self.object([80, 20], version: "15", manager: "kubectl", timeout: "3s")) == nil)
    #expect(watch.isSeen)
    let foreign = look(&watch, Self.object([60, 40], version: "16", manager: "kubectl", time: "nonsense"))
    #expect(foreign?.kind == .changed && foreign?.seconds == 30)
  }

  @Test func anOwnerIsSaidWithTheWayToHoldIt() throws {
    var watch = shift
    var live = Self.object([100, 0], version: "13", manager: "kustomize-controller")
    live[["metadata", "labels", "kustomize.toolkit.fluxcd.io/name"]] = "apps"
    let foreign = try #require(look(&watch, live))
    #expect(foreign.text.contains("Flux (kustomization apps) manages it"))
    #expect(foreign.text.contains("`flux suspend kustomization apps`"))
  }

  @Test func creationsAndDeletions() {
    var made = Self.watch(before: nil, after: Self.object([80, 20], version: "12"))
    #expect(look(&made, nil) == nil)
    #expect(look(&made, Self.object([80, 20], version: "12")) == nil)
    #expect(look(&made, nil)?.kind == .deleted)
    var changed = shift
    #expect(look(&changed, nil)?.kind == .deleted)
    var gone = Self.watch(before: Self.object([80, 20], version: "12"), after: nil)
    #expect(look(&gone, Self.object([80, 20], version: "12")) == nil)
    #expect(look(&gone, nil) == nil)
    #expect(look(&gone, Self.object([80, 20], version: "20", manager: "flux"))?.kind == .recreated)
  }
}
