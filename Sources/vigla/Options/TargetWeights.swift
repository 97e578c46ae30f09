import ArgumentParser

/// The value of `--to`: `v3`, or weights such as `v1=90,v2=10`.
struct TargetWeights: ExpressibleByArgument, Hashable, Sendable {
  var weights: [VersionWeight]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1, !parts[0].isEmpty, !parts[0].contains("=") {
      guard let all = VersionWeight(argument: "\(parts[0])=100") else { return nil }
      weights = [all]
      return
    }
    weights = parts.compactMap(VersionWeight.init(argument:))
    guard weights.count == parts.count else { return nil }
  }
}
