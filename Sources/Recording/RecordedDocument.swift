/// An object of the cluster, as its JSON text.
struct RecordedDocument: Codable, Sendable {
  var json: String
}
