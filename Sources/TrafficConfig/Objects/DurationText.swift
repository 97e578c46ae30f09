/// Durations as Istio writes and reads them: Go's form, such as `1.5s`, `100ms` or `1h30m`.
public enum DurationText {
  /// Nil if the text is no duration, or is longer than 292 years.
  public static func nanoseconds(_ text: String) -> Int64? {
    var rest = text[...]
    var isNegative = false
    if let first = rest.first, first == "-" || first == "+" {
      isNegative = first == "-"
      rest = rest.dropFirst()
    }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !("0"..."9").contains($0) && $0 != "." }
      rest = rest.dropFirst(unit.count)
      // Go also takes "1." and ".5", which Swift's Double does not.
      let spelled = (number.first == "." ? "0" : "") + number + (number.last == "." ? "0" : "")
      guard number.contains(where: { $0 != "." }), let value = Double(spelled), let factor = factors[String(unit)]
      else { return nil }
      total += value * factor
    }
    let rounded = total.rounded()
    guard rounded < 9.2e18 else { return nil }
    return isNegative ? -Int64(rounded) : Int64(rounded)
  }

  public static func seconds(_ text: String) -> Double? { nanoseconds(text).map { Double($0) / 1e9 } }

  /// The duration in the largest unit that needs no fraction below milliseconds: `2s`, `1.5s`, `250ms`.
  public static func text(seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    if milliseconds % 1000 == 0 { return "\(milliseconds / 1000)s" }
    return milliseconds > 1000 ? "\(Double(milliseconds) / 1000)s" : "\(milliseconds)ms"
  }

  private static let factors: [String: Double] = [
    "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9,
  ]
}
