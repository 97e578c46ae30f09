import ArgumentParser
import TrafficConfig

/// One value of `--locality`.
struct LocalityChoice: ExpressibleByArgument, Hashable, Sendable {
  private var locality: PolicyRequest.Locality

  init?(argument: String) {
    switch argument {
    case "default": locality = .meshDefault
    case "off": locality = .off
    default:
      guard let read = Self.labels(argument) ?? Self.shares(argument) ?? Self.failover(argument) else { return nil }
      locality = read
    }
  }

  private static func labels(_ text: String) -> PolicyRequest.Locality? {
    guard text.hasPrefix("label:") else { return nil }
    return .priority(text.dropFirst(6).split(separator: ",").map(String.init))
  }

  private static func shares(_ text: String) -> PolicyRequest.Locality? {
    let parts = text.split(separator: ">", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    var targets: [String: Int] = [:]
    for part in parts[1].split(separator: ",") {
      guard let pair = HeaderPair(argument: String(part)), let share = Int(pair.value), targets[pair.name] == nil else {
        return nil
      }
      targets[pair.name] = share
    }
    return .distribute([parts[0]: targets])
  }

  private static func failover(_ text: String) -> PolicyRequest.Locality? {
    guard let pair = HeaderPair(argument: text) else { return nil }
    return .failover([pair.name: pair.value])
  }

  /// What several values come to; nil for none.
  ///
  /// - Throws: `ValidationError` if they are of different kinds, or say two things of one place.
  static func together(_ choices: [LocalityChoice]) throws -> PolicyRequest.Locality? {
    guard var result = choices.first?.locality else { return nil }
    for choice in choices.dropFirst() {
      switch (result, choice.locality) {
      case (.distribute(let one), .distribute(let other)) where Set(one.keys).isDisjoint(with: other.keys):
        result = .distribute(one.merging(other) { first, _ in first })
      case (.failover(let one), .failover(let other)) where Set(one.keys).isDisjoint(with: other.keys):
        result = .failover(one.merging(other) { first, _ in first })
      default: throw ValidationError("Several --locality go together only as shares or failovers of different places.")
      }
    }
    return result
  }
}
