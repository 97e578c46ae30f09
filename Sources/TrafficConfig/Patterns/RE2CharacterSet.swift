/// A set of scalars of a regular expression.
struct RE2CharacterSet: Sendable {
  /// Unions of these; each may be negated by itself, as `\D` inside brackets is.
  enum Item: Sendable {
    case range(UInt32, UInt32)
    case notRanges([ClosedRange<UInt32>])
    /// The prefix of a general category, such as `L` or `Lu`.
    case category(String, isNegated: Bool)
  }

  private var items: [Item]
  private let isNegated: Bool
  private let ignoresCase: Bool
  /// The members below 128, worked out once.
  private var ascii: (UInt64, UInt64) = (0, 0)

  init(_ items: [Item], isNegated: Bool = false, ignoresCase: Bool = false) {
    self.items = items
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
    for value in UInt32(0)..<64 where evaluate(value) { ascii.0 |= 1 << UInt64(value) }
    for value in UInt32(64)..<128 where evaluate(value) { ascii.1 |= 1 << UInt64(value - 64) }
  }

  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return ascii.0 >> UInt64(value) & 1 == 1 }
    if value < 128 { return ascii.1 >> UInt64(value - 64) & 1 == 1 }
    return evaluate(value)
  }

  private func evaluate(_ value: UInt32) -> Bool {
    var isMember = holds(value)
    if !isMember, ignoresCase { isMember = Self.otherCases(value).contains(where: holds) }
    return isMember != isNegated
  }

  private func holds(_ value: UInt32) -> Bool {
    items.contains { item in
      switch item {
      case .range(let low, let high): value >= low && value <= high
      case .notRanges(let ranges): !ranges.contains { $0.contains(value) }
      case .category(let prefix, let isNegated): Self.category(of: value).hasPrefix(prefix) != isNegated
      }
    }
  }

  /// The scalar's upper and lower case forms, where those are single scalars.
  static func otherCases(_ value: UInt32) -> [UInt32] {
    guard let scalar = Unicode.Scalar(value) else { return [] }
    return [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].compactMap { mapping in
      let scalars = mapping.unicodeScalars
      guard let first = scalars.first, scalars.count == 1, first.value != value else { return nil }
      return first.value
    }
  }

  static let categories: Set<String> = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe",
    "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Co", "Cs",
  ]

  private static func category(of value: UInt32) -> String {
    guard let scalar = Unicode.Scalar(value) else { return "Cs" }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter: return "Lu"
    case .lowercaseLetter: return "Ll"
    case .titlecaseLetter: return "Lt"
    case .modifierLetter: return "Lm"
    case .otherLetter: return "Lo"
    case .nonspacingMark: return "Mn"
    case .spacingMark: return "Mc"
    case .enclosingMark: return "Me"
    case .decimalNumber: return "Nd"
    case .letterNumber: return "Nl"
    case .otherNumber: return "No"
    case .connectorPunctuation: return "Pc"
    case .dashPunctuation: return "Pd"
    case .openPunctuation: return "Ps"
    case .closePunctuation: return "Pe"
    case .initialPunctuation: return "Pi"
    case .finalPunctuation: return "Pf"
    case .otherPunctuation: return "Po"
    case .mathSymbol: return "Sm"
    case .currencySymbol: return "Sc"
    case .modifierSymbol: return "Sk"
    case .otherSymbol: return "So"
    case .spaceSeparator: return "Zs"
    case .lineSeparator: return "Zl"
    case .paragraphSeparator: return "Zp"
    case .control: return "Cc"
    case .format: return "Cf"
    case .privateUse: return "Co"
    case .surrogate: return "Cs"
    case .unassigned: return ""
    @unknown default: return ""
    }
  }
}

extension RE2CharacterSet {
  static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  static let words: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a]
  static let spaces: [ClosedRange<UInt32>] = [0x09...0x0a, 0x0c...0x0d, 0x20...0x20]

  /// `[[:name:]]`; nil for an unknown name.
  static func posix(_ name: String) -> [ClosedRange<UInt32>]? {
    switch name {
    case "alnum": [0x30...0x39, 0x41...0x5a, 0x61...0x7a]
    case "alpha": [0x41...0x5a, 0x61...0x7a]
    case "ascii": [0...0x7f]
    case "blank": [0x09...0x09, 0x20...0x20]
    case "cntrl": [0...0x1f, 0x7f...0x7f]
    case "digit": digits
    case "graph": [0x21...0x7e]
    case "lower": [0x61...0x7a]
    case "print": [0x20...0x7e]
    case "punct": [0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e]
    case "space": [0x09...0x0d, 0x20...0x20]
    case "upper": [0x41...0x5a]
    case "word": words
    case "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66]
    default: nil
    }
  }

  /// The union of ranges, or of all that is outside them.
  static func items(_ ranges: [ClosedRange<UInt32>], isNegated: Bool) -> [Item] {
    isNegated ? [.notRanges(ranges)] : ranges.map { .range($0.lowerBound, $0.upperBound) }
  }

  /// A dot: everything, with or without the line break.
  static func any(withLineBreak: Bool) -> RE2CharacterSet {
    withLineBreak ? RE2CharacterSet([.range(0, 0x10ffff)]) : RE2CharacterSet([.range(0x0a, 0x0a)], isNegated: true)
  }
}
