/// The kind of thing that a graph node stands for.
public enum NodeKind: String, Sendable, CaseIterable, Codable {
  case workload, app, service, serviceEntry, unknown
}
