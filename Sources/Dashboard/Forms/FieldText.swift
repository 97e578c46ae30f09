import TrafficConfig

/// Values as a form shows and takes them.
enum FieldText {
  /// Without a fraction where there is none.
  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  static func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }

  /// `2s`, or nothing.
  static func duration(_ seconds: Double?) -> String { seconds.map { DurationText.text(seconds: $0) } ?? "" }
}
