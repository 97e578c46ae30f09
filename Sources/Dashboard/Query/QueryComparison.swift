/// How a value is compared.
enum QueryComparison: String, Hashable, Sendable, CaseIterable {
  // Longer signs first, as they are looked for.
  case containsNot = "!*="
  case beginsNot = "!^="
  case endsNot = "!$="
  case unequal = "!="
  case contains = "*="
  case begins = "^="
  case ends = "$="
  case atLeast = ">="
  case atMost = "<="
  case equal = "="
  case above = ">"
  case below = "<"

  init?(word: String) {
    switch word.lowercased() {
    case "contains": self = .contains
    case "startswith": self = .begins
    case "endswith": self = .ends
    case "is": self = .equal
    default: return nil
    }
  }

  var opposite: QueryComparison {
    switch self {
    case .contains: .containsNot
    case .containsNot: .contains
    case .begins: .beginsNot
    case .beginsNot: .begins
    case .ends: .endsNot
    case .endsNot: .ends
    case .equal: .unequal
    case .unequal: .equal
    case .atLeast: .below
    case .below: .atLeast
    case .atMost: .above
    case .above: .atMost
    }
  }

  /// Compares parts of texts, which figures have none of.
  var isOfTexts: Bool {
    switch self {
    case .contains, .containsNot, .begins, .beginsNot, .ends, .endsNot: true
    case .equal, .unequal, .atLeast, .atMost, .above, .below: false
    }
  }

  /// Says that something is not so: of several values none may be.
  var isNegative: Bool {
    switch self {
    case .containsNot, .beginsNot, .endsNot, .unequal: true
    default: false
    }
  }

  func holds(_ text: String, _ wanted: String) -> Bool {
    switch self {
    case .equal: text == wanted
    case .unequal: text != wanted
    case .contains: text.contains(wanted)
    case .containsNot: !text.contains(wanted)
    case .begins: text.hasPrefix(wanted)
    case .beginsNot: !text.hasPrefix(wanted)
    case .ends: text.hasSuffix(wanted)
    case .endsNot: !text.hasSuffix(wanted)
    case .above: VersionOrder.precedes(wanted, text, tie: false)
    case .below: VersionOrder.precedes(text, wanted, tie: false)
    case .atLeast: !VersionOrder.precedes(text, wanted, tie: false)
    case .atMost: !VersionOrder.precedes(wanted, text, tie: false)
    }
  }

  /// - Parameter slack: figures that are nearer to each other than this are equal, since they look equal.
  func holds(_ value: Double, _ wanted: Double, slack: Double) -> Bool {
    switch self {
    case .equal: abs(value - wanted) <= slack
    case .unequal: abs(value - wanted) > slack
    case .above: value > wanted
    case .below: value < wanted
    case .atLeast: value >= wanted
    case .atMost: value <= wanted
    case .contains, .containsNot, .begins, .beginsNot, .ends, .endsNot: false
    }
  }
}
