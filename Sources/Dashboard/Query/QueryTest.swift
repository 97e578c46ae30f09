/// One condition of an expression.
struct QueryTest: Hashable, Sendable {
  enum Wanted: Hashable, Sendable {
    /// The operand is a matter of yes or no, or a label that has to be there.
    case holds
    case text(QueryComparison, String)
    /// Figures nearer than `slack` are equal.
    case number(QueryComparison, Double, slack: Double)
    /// `= NaN`: there is no value.
    case absent
  }

  var operand: QueryOperand
  /// The key of a label.
  var key = ""
  var wanted: Wanted
  /// Everything but this.
  var isInverse = false

  func judge(_ flag: Bool) -> Bool { flag != isInverse }

  /// Of several values one has to fit; what is denied must be so of all of them.
  func judge(_ texts: [String]) -> Bool {
    switch wanted {
    case .holds, .number: return !texts.isEmpty != isInverse
    case .absent: return texts.isEmpty != isInverse
    case .text(let comparison, let wanted):
      return comparison.isNegative
        ? texts.allSatisfy { comparison.holds($0, wanted) } : texts.contains { comparison.holds($0, wanted) }
    }
  }

  /// A figure that could not be measured is unlike any number.
  func judge(_ value: Double?) -> Bool {
    let value = value.flatMap { $0.isFinite ? $0 : nil }
    switch wanted {
    case .holds, .text: return (value != nil) != isInverse
    case .absent: return (value == nil) != isInverse
    case .number(let comparison, let wanted, let slack):
      guard let value else { return comparison == .unequal }
      return comparison.holds(value, wanted, slack: slack)
    }
  }
}
