import ArgumentParser

/// A percentage such as `2%` or `0.5`.
struct PercentChoice: ExpressibleByArgument, Hashable, Sendable {
  /// 0...100.
  var value: Double

  init(_ value: Double) { self.value = value }

  init?(argument: String) {
    let text = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
    guard let number = Double(text), (0...100).contains(number) else { return nil }
    value = number
  }

  var defaultValueDescription: String { value == value.rounded() ? "\(Int(value))%" : "\(value)%" }
}
