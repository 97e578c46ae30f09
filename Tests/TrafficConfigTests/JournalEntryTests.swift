import Documents
import Testing

@testable import TrafficConfig

@Suite struct JournalEntryTests {
  @Test func survivesSerialisation() throws {
    let entry = JournalEntry(
      id: "e1", time: 1_700_000_000.25, user: "ann", context: "prod", server: "https://a:443",
      title: "Shift reviews.default",
      sentence: "reviews.default: v1 80→70",
      changes: [
        JournalEntry.Change(
          reference: ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews"),
          apiVersion: "networking.istio.io/v1", before: ["spec": ["z": 1.0, "a": nil]], after: ["spec": ["z": 2]],
          resourceVersion: "12", uid: "u-1"),
        JournalEntry.Change(
          reference: ObjectReference(kind: "DestinationRule", namespace: "default", name: "reviews"),
          apiVersion: "networking.istio.io/v1", before: nil, after: ["spec": [:]]),
      ], state: .failed, note: "conflict", undoOf: "e0", rollBackReason: "v2 fails 4 %.")
    let text = entry.json.serialized()
    #expect(!text.contains("\n"))
    #expect(JournalEntry(json: try JSONValue(parsing: text)) == entry)
    let plain = JournalEntry(id: "a", time: 1, user: "", context: "", title: "", sentence: "", changes: [])
    #expect(JournalEntry(json: plain.json) == plain)
  }

  @Test(arguments: [
    "{}", "[]", #"{"id":"a","time":1,"state":"applied"}"#, #"{"id":"a","time":1,"state":"x","changes":[]}"#,
    #"{"id":"a","time":1,"state":"applied","changes":[{}]}"#,
  ])
  func refusesOtherObjects(text: String) throws {
    #expect(JournalEntry(json: try JSONValue(parsing: text)) == nil)
  }
}
