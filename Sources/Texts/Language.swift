/// A language of the interface. The raw value is its name in the settings.
public enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case simplifiedChinese = "zh-Hans"

  /// The language that `tr` speaks. Whoever draws or answers sets it around the work with `$current.withValue`.
  @TaskLocal public static var current = Language.english

  /// The language of a name as people write it, in a setting or a locale: `zh`, `zh_CN.UTF-8`, `en-GB`; nil for a
  /// language that there is no catalogue of. Chinese in traditional characters is not taken for simplified.
  public init?(name: String) {
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)[0]
      .split(whereSeparator: { $0 == "_" || $0 == "-" || $0 == "@" }).map { $0.lowercased() }
    switch parts.first {
    case "en", "c", "posix": self = .english
    case "zh":
      let traditional: Set<String> = ["hant", "tw", "hk", "mo"]
      guard traditional.isDisjoint(with: parts.dropFirst()) else { return nil }
      self = .simplifiedChinese
    default: return nil
    }
  }

  /// The language that the environment asks for messages in, by POSIX' order of variables; English without one.
  public init(environment: [String: String]) {
    let wanted = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    self = wanted.flatMap { Language(name: $0) } ?? .english
  }

  /// The translations by the English text; nothing for English itself.
  var catalogue: [String: String] {
    switch self {
    case .english: [:]
    case .simplifiedChinese: SimplifiedChinese.catalogue
    }
  }
}
