/// Durations in Go's notation, such as `1.5s`, `1h30m`, `250ms`.
enum GoDuration {
  private static let units: [(String, Double)] = [
    ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
  ]

  /// The length in seconds; nil if the text is not a duration.
  static func seconds(_ text: String) -> Double? {
    var rest = Substring(text)
    var sign = 1.0
    if rest.hasPrefix("-") || rest.hasPrefix("+") {
      sign = rest.hasPrefix("-") ? -1 : 1
      rest = rest.dropFirst()
    }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0 == "." || ($0.isASCII && $0.isNumber) }
      guard !digits.isEmpty, let amount = Double(digits) ?? Double("\(digits)0") else { return nil }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0 != "." && !($0.isASCII && $0.isNumber) }
      guard let unit = units.first(where: { $0.0 == name }) else { return nil }
      total += amount * unit.1
      rest = rest.dropFirst(name.count)
    }
    return sign * total
  }

  /// How long ago, as kubectl prints ages: `45s`, `3m12s`, `5h`, `2d3h`, `400d`.
  static func age(_ seconds: Double) -> String {
    let seconds = Int(seconds)
    if seconds < -1 { return "<invalid>" }
    if seconds < 0 { return "0s" }
    if seconds < 120 { return "\(seconds)s" }
    let minutes = seconds / 60
    if minutes < 10 { return seconds % 60 == 0 ? "\(minutes)m" : "\(minutes)m\(seconds % 60)s" }
    if minutes < 180 { return "\(minutes)m" }
    let hours = seconds / 3600
    if hours < 8 { return minutes % 60 == 0 ? "\(hours)h" : "\(hours)h\(minutes % 60)m" }
    if hours < 48 { return "\(hours)h" }
    let days = hours / 24
    if hours < 192 { return hours % 24 == 0 ? "\(days)d" : "\(days)d\(hours % 24)h" }
    if days < 730 { return "\(days)d" }
    let years = days / 365
    return years < 8 && days % 365 != 0 ? "\(years)y\(days % 365)d" : "\(years)y"
  }
}
