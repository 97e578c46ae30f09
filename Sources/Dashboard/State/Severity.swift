/// How much a message matters.
public enum Severity: String, Hashable, Sendable, CaseIterable {
  case info, warning, error
}
