import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Collector

/// A forgotten fault is said at every look, for screens and programs alike.
@Suite struct OverdueNoticeTests {
  private static let annotation: JSONValue = .string(
    #"[{"what":"aborts 50 % of the requests with 503","by":"ann","until":"2027-01-15T08:00:00Z","values":{}}]"#)
  private static let due = 1_800_000_000.0

  private static func notices(at now: Double) -> [Notice] {
    let object: JSONValue = [
      "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
      "metadata": [
        "name": "details", "namespace": "default", "annotations": [ExpiringEdit.annotation: annotation],
      ],
      "spec": ["hosts": ["details"]],
    ]
    let mesh = MeshConfiguration(virtualServices: [VirtualService(document: object)])
    var ledger = MeshLedger()
    var histories = HistoryBook()
    let builder = SnapshotBuilder(
      inventory: MeshInventory(configuration: mesh), facts: MeshFacts(configuration: mesh), options: CollectorOptions(),
      pace: PollPace(refresh: 5))
    return builder.build(&ledger, histories: &histories, now: now, isPoll: false).notices
  }

  @Test func saidFromItsTimeOn() throws {
    #expect(!Self.notices(at: Self.due - 1).contains { $0.code == "overdue-edit" })
    let notice = try #require(Self.notices(at: Self.due + 720).first { $0.code == "overdue-edit" })
    #expect(notice.level == .warning)
    #expect(
      notice.text
        == "VirtualService default/details still aborts 50 % of the requests with 503, set by ann: its time ran "
        + "out 12 min ago. `vigla keep --once` or `vigla reset SERVICE --overdue` ends it.")
  }
}
