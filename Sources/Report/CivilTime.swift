/// A moment as a date and a time of day.
struct CivilTime {
  private let year: Int
  private let month: Int
  private let day: Int
  private let second: Int
  private let utcOffset: Int

  /// - Parameters:
  ///   - seconds: since 1970 in UTC; out of the years 1 to 9999 it is moved to their ends.
  ///   - utcOffset: seconds east of Greenwich.
  init(_ seconds: Double, utcOffset: Int) {
    let bounded = seconds.isNaN ? 0 : min(max(seconds, -62_135_596_800), 253_402_300_799)
    let local = min(max(Int(bounded.rounded(.down)) + utcOffset, -62_135_596_800), 253_402_300_799)
    let days = (local - (local % 86_400 + 86_400) % 86_400) / 86_400
    second = local - days * 86_400
    self.utcOffset = utcOffset
    // Days since 1 March of year 0 in cycles of 400 years: Howard Hinnant, "chrono-compatible low-level date
    // algorithms".
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private var date: String { "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))" }

  private var clock: String {
    [second / 3_600, second / 60 % 60, second % 60].map { Self.padded($0) }.joined(separator: ":")
  }

  /// Such as `2026-11-24 06:44:56`.
  var text: String { "\(date) \(clock)" }

  /// Such as `2026-11-24T06:44:56+01:00`.
  var iso8601: String {
    if utcOffset == 0 { return "\(date)T\(clock)Z" }
    let minutes = abs(utcOffset) / 60
    let offset = "\(utcOffset < 0 ? "-" : "+")\(Self.padded(minutes / 60)):\(Self.padded(minutes % 60))"
    return "\(date)T\(clock)\(offset)"
  }
}
