import Cells
import Texts

/// Numbers as running text has them: the forms of `NumberFormat` without padding, and a few more.
///
/// A figure that could not be measured (nil, NaN, infinite) prints as a dash; it never prints as zero.
enum Figures {
  /// What stands for "no figure".
  static let none = NumberFormat.missing

  static func fixed(_ value: Double, _ decimals: Int) -> String { NumberFormat.fixed(value, decimals: decimals) }
  static func rate(_ perSecond: Double?) -> String { NumberFormat.rate(perSecond, width: 0) }
  static func percent(_ value: Double?) -> String { NumberFormat.percent(value, width: 0) }
  static func milliseconds(_ value: Double?) -> String { NumberFormat.milliseconds(value, width: 0) }
  static func age(_ seconds: Double?) -> String { NumberFormat.age(seconds, width: 0) }

  /// A rate of bytes in at most 7 columns: `812B/s`, `1.2kB/s`, `34MB/s`.
  static func byteRate(_ perSecond: Double) -> String {
    NumberFormat.bytes(perSecond, width: 0).split(separator: " ").joined()
  }

  /// A weight as people write it: without decimals if it has none.
  static func weight(_ value: Double) -> String { fixed(value, value.rounded() == value ? 0 : 1) }

  /// A setting in seconds as its owner would say it: `5 s`, `1.5 s`, `1 min`, `5 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return none }
    if seconds >= 60, (seconds / 60).rounded() * 60 == seconds { return fixed(seconds / 60, 0) + tr(" min") }
    return fixed(seconds, seconds.rounded() == seconds ? 0 : 1) + tr(" s")
  }

  /// A whole number with thousands separated: `1,494`.
  static func count(_ value: Double) -> String {
    guard value.isFinite else { return none }
    let digits = Array(fixed(max(0, value), 0))
    var out = ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return out
  }

  /// So many things in words: `1 card`, `1,204 cards`, `2 proxies`. The noun is English; the texts are looked up as
  /// `{} card` and `{} cards`.
  static func counted(_ number: Int, _ noun: String) -> String {
    tr(Phrase(key: "{} " + (number == 1 ? noun : plural(noun)), values: [count(Double(number))]))
  }

  /// The plural of an English noun.
  static func plural(_ noun: String) -> String { noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s" }

  /// The time of day, `14:03:22`, so many seconds east of UTC.
  static func clock(_ time: Double, offset: Int = 0) -> String {
    guard time.isFinite, abs(time) < 1e12 else { return "--:--:--" }
    let second = Int(time.rounded(.down)) + offset
    let day = ((second % 86_400) + 86_400) % 86_400
    return [day / 3600, day / 60 % 60, day % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
