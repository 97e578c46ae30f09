/// When an edit shall end.
public enum Expiry: Sendable, Hashable {
  /// Seconds from now.
  case after(Double)
  case never

  var seconds: Double? { if case .after(let seconds) = self { seconds } else { nil } }
}
