/// Percentages in words.
enum Percent {
  /// `33` or `33.3`: one decimal only where it is not whole.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }

  /// Whole percentages that sum to what the given ones do, by the largest remainder; ties go to the first.
  static func whole(_ values: [Double]) -> [Int] {
    var parts = values.map { Int($0.rounded(.down)) }
    let rest = Int(values.reduce(0, +).rounded()) - parts.reduce(0, +)
    let order = values.indices.sorted { a, b in
      // Thirds differ in the last bit only: that is a tie.
      let (x, y) = (remainder(values[a]), remainder(values[b]))
      return x != y ? x > y : a < b
    }
    for index in order.prefix(max(0, rest)) { parts[index] += 1 }
    return parts
  }

  /// In millionths.
  private static func remainder(_ value: Double) -> Int { Int(((value - value.rounded(.down)) * 1_000_000).rounded()) }

  static func text(_ value: Double) -> String { "\(number(value)) %" }

  /// `3.0`, with one decimal.
  static func factor(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
