import ArgumentParser

/// A duration argument, such as `30s`, `5m`, `1m30s` or a bare number of seconds.
struct Seconds: ExpressibleByArgument, Hashable, Sendable {
  /// Seconds, above 0.
  var value: Double

  init(_ value: Double) { self.value = value }

  init?(argument: String) {
    if let plain = Double(argument) {
      guard plain > 0, plain.isFinite else { return nil }
      value = plain
      return
    }
    let factors: [(unit: String, seconds: Double)] = [("ms", 0.001), ("h", 3600), ("m", 60), ("s", 1)]
    var rest = Substring(argument)
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits), number.isFinite else { return nil }
      rest = rest.dropFirst(digits.count)
      guard let factor = factors.first(where: { rest.hasPrefix($0.unit) }) else { return nil }
      rest = rest.dropFirst(factor.unit.count)
      total += number * factor.seconds
    }
    guard total > 0 else { return nil }
    value = total
  }

  var defaultValueDescription: String {
    if value >= 60, value.truncatingRemainder(dividingBy: 60) == 0 { return "\(Int(value / 60))m" }
    return value == value.rounded() ? "\(Int(value))s" : "\(value)s"
  }
}
