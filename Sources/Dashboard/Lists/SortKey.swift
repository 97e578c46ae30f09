/// What a row is ordered by in a column: rows without a value come last, whichever way the order runs.
enum SortKey: Hashable, Sendable {
  case text(String)
  case number(Double)
  case absent

  /// Of a figure that may be missing.
  static func figure(_ value: Double?) -> SortKey {
    guard let value, value.isFinite else { return .absent }
    return .number(value)
  }

  /// Whether `self` belongs before `other`; nil between equals.
  func precedes(_ other: SortKey, descending: Bool) -> Bool? {
    switch (self, other) {
    case (.absent, .absent): nil
    case (.absent, _): false
    case (_, .absent): true
    case (.number(let a), .number(let b)): a == b ? nil : (a > b) == descending
    case (.text(let a), .text(let b)): a == b ? nil : VersionOrder.precedes(a, b, tie: false) != descending
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}
