import ArgumentParser

/// An argument such as `v2=20`.
struct VersionWeight: ExpressibleByArgument, Hashable, Sendable {
  var version: String
  /// Percent, 0...100.
  var weight: Int

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    let digits = parts[1].hasSuffix("%") ? parts[1].dropLast() : parts[1]
    guard let weight = Int(digits), (0...100).contains(weight) else { return nil }
    version = String(parts[0])
    self.weight = weight
  }
}
