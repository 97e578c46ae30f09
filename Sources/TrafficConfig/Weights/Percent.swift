/// Percentages in words.
enum Percent {
  /// `33` or `33.3`: one decimal only where it is not whole.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }

  static func text(_ value: Double) -> String { "\(number(value)) %" }

  /// `3.0`, with one decimal.
  static func factor(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
