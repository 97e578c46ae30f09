import ArgumentParser

/// A duration, or `none` for no limit.
struct Limit: ExpressibleByArgument, Hashable, Sendable {
  /// Seconds; nil means no limit.
  var seconds: Double?

  init?(argument: String) {
    if argument == "none" { return }
    guard let value = Seconds(argument: argument) else { return nil }
    seconds = value.value
  }
}
