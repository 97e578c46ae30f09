/// Who writes, as `metadata.managedFields` records it.
struct FieldManager: Sendable, Hashable {
  enum Operation: String, Sendable { case apply = "Apply", update = "Update" }

  var name: String
  var operation: Operation
  /// The version that the request speaks, such as `networking.istio.io/v1`.
  var apiVersion: String
  var subresource = ""

  /// Whether both are one entry: an applier is the same in every version.
  func isSame(as other: FieldManager) -> Bool {
    name == other.name && operation == other.operation && subresource == other.subresource
      && (operation == .apply || apiVersion == other.apiVersion)
  }

  /// The manager's name by the API's rule: what the request says, else the part of the User-Agent before the slash.
  static func name(parameter: String?, userAgent: String?) -> String {
    if let parameter, !parameter.isEmpty { return parameter }
    let agent = userAgent?.split(separator: "/", maxSplits: 1).first.map(String.init) ?? ""
    return agent.isEmpty ? "unknown" : String(agent.prefix(128))
  }
}
