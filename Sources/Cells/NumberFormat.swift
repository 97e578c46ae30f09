/// Numbers for screens: each kind in a field of one width, right-aligned, so that a changing digit never moves what
/// stands beside it.
public enum NumberFormat {
  /// Stands for a value that is missing or not a number.
  public static let missing = "–"

  public static let rateWidth = 6
  public static let percentWidth = 5
  public static let durationWidth = 6
  public static let bytesWidth = 8

  /// Requests per second in three digits at most, such as ` 7.9/s`, `49.8/s`, `1.2k/s`, ` 123k/s`.
  public static func rate(_ perSecond: Double?, width: Int = rateWidth) -> String {
    padded(scaled(perSecond, step: 1000, units: ["", "k", "M", "G"], suffix: "/s"), width)
  }

  /// Bytes per second, such as ` 12 kB/s`.
  public static func bytes(_ perSecond: Double?, width: Int = bytesWidth) -> String {
    padded(scaled(perSecond, step: 1000, units: [" B", " kB", " MB", " GB", " TB"], suffix: "/s"), width)
  }

  /// A percentage of 0...100, such as ` 2.1%` or ` 100%`. Only nothing is `0.0%` and only all is `100%`: a little is
  /// `<0.1%`, and 99.96 is `99.9%`.
  public static func percent(_ percent: Double?, width: Int = percentWidth) -> String {
    guard let percent, percent.isFinite else { return padded(missing, width) }
    if percent > 0 && percent < 0.05 { return padded("<0.1%", width) }
    if percent >= 100 { return padded("\(whole(percent))%", width) }
    return padded(fixed(min(percent, 99.9), decimals: 1) + "%", width)
  }

  /// A duration in milliseconds, such as `  3 ms`, `1.2 s`.
  public static func milliseconds(_ value: Double?, width: Int = durationWidth) -> String {
    guard let value, value.isFinite, value >= 0 else { return padded(missing, width) }
    if value > 0 && value < 0.5 { return padded("<1 ms", width) }
    if value < 999.5 { return padded("\(whole(value)) ms", width) }
    if value < 9_950 { return padded(fixed(value / 1000, decimals: 1) + " s", width) }
    if value < 599_500 { return padded("\(whole(value / 1000)) s", width) }
    if value < 5_970_000 { return padded("\(whole(value / 60_000)) min", width) }
    return padded("\(whole(value / 3_600_000)) h", width)
  }

  /// An age in seconds, such as `2 s`, `14 s`, `4 min`, `3 h`, `5 d`; rounded down, never negative.
  public static func age(_ seconds: Double?, width: Int = 0) -> String {
    guard let seconds, seconds.isFinite else { return padded(missing, width) }
    let age = Int(min(max(0, seconds), 1e12))
    switch age {
    case ..<120: return padded("\(age) s", width)
    case ..<7_200: return padded("\(age / 60) min", width)
    case ..<172_800: return padded("\(age / 3_600) h", width)
    default: return padded("\(age / 86_400) d", width)
    }
  }

  /// The number with so many decimals, half rounded away from zero, without an exponent; `-0.0` is `0.0`.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return missing }
    var scale = 1.0
    for _ in 0..<max(0, decimals) { scale *= 10 }
    let digits = Int(max(-9e18, min(9e18, (value.magnitude * scale).rounded())))
    let sign = value < 0 && digits != 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(digits) }
    let unit = Int(scale)
    let fraction = String(digits % unit)
    return sign + String(digits / unit) + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  /// The text right-aligned in a field; longer text is left as it is.
  public static func padded(_ text: String, _ width: Int) -> String {
    let room = width - TextWidth.of(text)
    return room > 0 ? String(repeating: " ", count: room) + text : text
  }

  private static func whole(_ value: Double) -> Int { Int(min(9e15, value.rounded())) }

  /// Three significant digits at most; the unit is chosen after rounding, so 999.96 is `1.0k` and never `1000`.
  private static func scaled(_ value: Double?, step: Double, units: [String], suffix: String) -> String {
    guard let value, value.isFinite, value >= 0 else { return missing }
    var scaled = value
    var unit = 0
    while scaled >= 999.5 && unit + 1 < units.count {
      scaled /= step
      unit += 1
    }
    // Below the first unit tenths are kept up to 99.9; above it the unit takes their place from 10 on.
    let keepsTenths = scaled < (unit == 0 ? 99.95 : 9.95)
    let digits = keepsTenths ? fixed(scaled, decimals: 1) : String(whole(scaled))
    if value > 0 && unit == 0 && scaled < 0.05 { return "<0.1" + units[0] + suffix }
    return digits + units[unit] + suffix
  }
}
