import Documents

/// Why a document is no mesh to simulate.
public struct MeshTopologyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where in the document.
  public var path: JSONPath
  /// What is wrong, and what would be right.
  public var message: String

  public init(path: JSONPath, message: String) {
    self.path = path
    self.message = message
  }

  public var description: String { path.steps.isEmpty ? message : "\(path): \(message)" }
}
