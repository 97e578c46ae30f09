import Cells
import Documents
import MeshModel

/// A value of a table: what it is for programs, and how people read it.
public enum TableValue: Sendable, Hashable {
  case missing
  case text(String)
  /// A number and its form for people.
  case number(Double, shown: String)
  case list([String])
  case numbers([Int])
  case health(HealthStatus)
  /// Seconds since 1970, shown with so many seconds east of Greenwich.
  case time(Double, utcOffset: Int)

  /// The text; missing if it is empty or nil.
  static func optional(_ text: String?) -> TableValue {
    guard let text, !text.isEmpty else { return .missing }
    return .text(text)
  }

  static func count(_ value: Int) -> TableValue { .number(Double(value), shown: String(value)) }

  /// 0...100.
  static func percent(_ value: Double?) -> TableValue { number(value) { NumberFormat.percent($0, width: 0) } }

  static func milliseconds(_ value: Double?) -> TableValue {
    number(value) { NumberFormat.milliseconds($0, width: 0) }
  }

  /// Requests per second.
  static func rate(_ value: Double?) -> TableValue { number(value) { NumberFormat.rate($0, width: 0) } }

  /// Seconds.
  static func age(_ value: Double?) -> TableValue { number(value) { NumberFormat.age($0) } }

  private static func number(_ value: Double?, shown: (Double) -> String) -> TableValue {
    guard let value, value.isFinite else { return .missing }
    return .number(value, shown: shown(value))
  }

  /// For people.
  var shown: String {
    switch self {
    case .missing: NumberFormat.missing
    case .text(let text): text
    case .number(_, let shown): shown
    case .list(let items): items.isEmpty ? NumberFormat.missing : items.joined(separator: ", ")
    case .numbers(let numbers):
      numbers.isEmpty ? NumberFormat.missing : numbers.map(String.init).joined(separator: ", ")
    case .health(let status): "\(status.sign) \(status.word)"
    case .time(let seconds, let offset): CivilTime(seconds, utcOffset: offset).text
    }
  }

  /// For programs; nil if there is no value.
  var json: JSONValue? {
    switch self {
    case .missing: nil
    case .text(let text): .string(text)
    case .number(let value, _): .measured(value)
    case .list(let items): .array(items.map(JSONValue.string))
    case .numbers(let numbers): .array(numbers.map { JSONValue($0) })
    case .health(let status): .string(status.rawValue)
    case .time(let seconds, _): .measured(seconds)
    }
  }

  /// For spreadsheets: numbers as in JSON, lists joined by semicolons.
  var csv: String {
    switch self {
    case .missing: ""
    case .text(let text): text
    case .number(let value, _): JSONValue.measured(value)?.number?.text ?? ""
    case .list(let items): items.joined(separator: "; ")
    case .numbers(let numbers): numbers.map(String.init).joined(separator: "; ")
    case .health(let status): status.rawValue
    case .time(let seconds, let offset): CivilTime(seconds, utcOffset: offset).iso8601
    }
  }
}
