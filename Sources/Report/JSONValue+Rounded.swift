import Documents

extension JSONValue {
  /// A number with at most six decimals: enough for any rate, without the noise of binary fractions.
  static func rounded(_ value: Double) -> JSONValue {
    let scaled = (value * 1e6).rounded()
    return .number(JSONNumber(scaled.isFinite && scaled.magnitude < 1e15 ? scaled / 1e6 : value))
  }

  /// The number; nil if there is none, or none that JSON can hold.
  static func measured(_ value: Double?) -> JSONValue? {
    guard let value, value.isFinite else { return nil }
    return .rounded(value)
  }
}
