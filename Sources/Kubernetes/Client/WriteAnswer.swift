import Documents

/// What the API server answered to a write.
public struct WriteAnswer: Sendable, Hashable {
  /// The object as stored, or as it would be; for a deletion a Status, or the object while it is being deleted.
  public var document: JSONValue
  /// The texts of the server's `Warning` headers, such as of unknown or deprecated fields.
  public var warnings: [String]

  public init(document: JSONValue, warnings: [String] = []) {
    self.document = document
    self.warnings = warnings
  }
}
