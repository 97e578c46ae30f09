import Texts

/// Numbers as sentences use them.
enum PlainNumber {
  /// One decimal, none if it is zero; more where a number above zero would read as zero.
  static func percent(_ value: Double) -> String { decimal(value) + "%" }

  /// At most one decimal, or as many as it takes to show that the value is not zero, up to five.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
    var scale = 10.0
    while value > 0, (value * scale).rounded() == 0, scale < 100_000 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  /// `30 s`, `5 min`.
  static func window(_ seconds: Double) -> String {
    let whole = seconds.isFinite ? max(1, Int(min(seconds, 1e9).rounded())) : 1
    return whole >= 120 && whole % 60 == 0 ? tr("\(whole / 60) min") : tr("\(whole) s")
  }
}
