import Documents

/// What one proxy is to run with, as xDS resources in protobuf's JSON form, each with its `@type`.
struct EnvoyResources: Sendable, Hashable {
  var listeners: [JSONValue] = []
  var clusters: [JSONValue] = []
  var routes: [JSONValue] = []
  /// What of the configuration could not be carried over.
  var problems: [EnvoyProblem] = []
}
