/// Times as Kubernetes writes them.
enum Timestamp {
  /// `2026-11-24T06:36:14Z`.
  static func seconds(_ time: Double) -> String {
    let (date, clock, _) = parts(time)
    return "\(date)T\(clock)Z"
  }

  /// `2026-11-24T06:36:14.123456Z`.
  static func micros(_ time: Double) -> String {
    let (date, clock, micros) = parts(time)
    return "\(date)T\(clock).\(padded(micros, 6))Z"
  }

  /// Seconds since 1970 of `YYYY-MM-DDThh:mm:ss[.fraction]Z`; nil for anything else.
  static func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[10] == UInt8(ascii: "T") else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19)
    else { return nil }
    var fraction = 0.0
    if bytes.count > 21, bytes[19] == UInt8(ascii: ".") {
      fraction = Double("0." + String(decoding: bytes[20..<bytes.count - 1], as: UTF8.self)) ?? 0
    }
    return Double(days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second) + fraction
  }

  private static func parts(_ time: Double) -> (date: String, clock: String, micros: Int) {
    let whole = Int(time.rounded(.down))
    let micros = min(999_999, Int((time - Double(whole)) * 1_000_000))
    let (day, second) = (whole.floorDivided(by: 86400), whole.modulo(86400))
    let (y, m, d) = civil(day)
    return (
      "\(padded(y, 4))-\(padded(m, 2))-\(padded(d, 2))",
      "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))", micros
    )
  }

  /// Days since 1970 of a date of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year.floorDivided(by: 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int {
  fileprivate func floorDivided(by divisor: Int) -> Int { (self - modulo(divisor)) / divisor }
  fileprivate func modulo(_ divisor: Int) -> Int { (self % divisor + divisor) % divisor }
}
