import Texts
import TrafficConfig

/// What a typed text has to be. An empty text is for the field to judge.
enum TextRule: Hashable, Sendable {
  case any
  case whole(ClosedRange<Int>)
  /// Above 0 and up to 100.
  case percent
  /// At least so many seconds.
  case duration(least: Double)
  /// A duration, or `none` in so many letters.
  case durationOrNone
  /// Begins with a slash.
  case path
  /// A full host name or `*`.
  case host
  /// The name of an object, or `namespace/name`.
  case objectName
  case headerName
  case regex
  case retryOn
  /// Ascending percentages with commas between.
  case steps
  /// A full host name or an IP address.
  case address
  /// Another service as a destination.
  case destination

  /// Why the text cannot be; nil if it can.
  func problem(of text: String) -> String? {
    switch self {
    case .any: nil
    case .whole(let range):
      Int(text).map(range.contains) == true
        ? nil
        : range.upperBound < 1_000_000
          ? tr("A whole number from \(range.lowerBound) to \(range.upperBound) is needed.")
          : tr("A whole number from \(range.lowerBound) on is needed.")
    case .percent:
      Self.number(text).map { $0 >= 0.0001 && $0 <= 100 } == true
        ? nil : tr("A percentage above 0 and up to 100 is needed.")
    case .duration(let least): Self.durationProblem(text, least: least)
    case .durationOrNone:
      text == "none" || Self.seconds(text).map { $0 >= 1 } == true
        ? nil : tr("A time of at least 1s, such as 10m, or the word none.")
    case .path: text.hasPrefix("/") ? nil : tr("The path begins with /.")
    case .host: FieldChecks.host(text)
    case .objectName: FieldChecks.objectName(text)
    case .headerName: FieldChecks.headerName(text)
    case .regex: FieldChecks.regex(text)
    case .retryOn: FieldChecks.retryOn(text)
    case .steps:
      Self.steps(text) == nil
        ? tr("Whole percentages from 1 to 100, each above the one before, with commas between.") : nil
    case .address: FieldChecks.address(text)
    case .destination: FieldChecks.destination(text)
    }
  }

  /// Whether + and - count the value up and down.
  var isNumber: Bool {
    switch self {
    case .whole, .percent: true
    default: false
    }
  }

  /// The next value up or down; nil where nothing can be counted.
  func stepped(_ text: String, up: Bool) -> String? {
    switch self {
    case .whole(let range):
      guard let value = Int(text) else { return text.isEmpty ? "\(range.lowerBound)" : nil }
      return "\(max(range.lowerBound, min(value + (up ? 1 : -1), range.upperBound)))"
    case .percent:
      guard let value = Self.number(text) else { return text.isEmpty ? "100" : nil }
      // Down from 1 the steps are tenths, so that a small share can be had.
      let step = up ? (value < 1 ? 0.1 : 1.0) : (value <= 1 ? 0.1 : 1.0)
      let new = ((value + (up ? step : -step)) * 10).rounded() / 10
      return FieldText.number(max(0.1, min(new, 100)))
    default: return nil
    }
  }

  static func number(_ text: String) -> Double? {
    let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
    return Double(digits.filter { $0 != " " }).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Seconds of a text such as `1.5s`, `10m` or a bare number of seconds.
  static func seconds(_ text: String) -> Double? {
    if let plain = Double(text), plain.isFinite { return plain }
    return DurationText.seconds(text)
  }

  /// Percentages such as `1, 5, 25`; nil if they are none, or do not ascend.
  static func steps(_ text: String) -> [Int]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      Int(String(part.filter { $0 != "%" }).trimmed)
    }
    let steps = parts.compactMap(\.self)
    guard steps.count == parts.count, steps.allSatisfy({ (1...100).contains($0) }),
      zip(steps, steps.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    return steps
  }

  private static func durationProblem(_ text: String, least: Double) -> String? {
    guard let seconds = seconds(text) else { return tr("A time such as 5s, 250ms or 1m30s is needed.") }
    return seconds >= least ? nil : tr("It must be at least \(DurationText.text(seconds: least)).")
  }
}
