import Texts
import TrafficConfig

/// What is wrong with typed values, in sentences; nil where nothing is.
enum FieldChecks {
  static func host(_ text: String) -> String? { ValueRules.host(text) }
  static func objectName(_ text: String) -> String? { ValueRules.objectName(text) }
  static func headerName(_ text: String) -> String? { ValueRules.headerName(text) }
  static func regex(_ text: String) -> String? { ValueRules.regex(text) }
  static func address(_ text: String) -> String? { ValueRules.address(text) }
  static func destination(_ text: String) -> String? { ValueRules.destination(text) }
  static func retryOn(_ text: String) -> String? { ValueRules.retryOn(text) }

  /// A row of a list, its cells as texts.
  static func row(_ cells: [String], of rows: FieldList.Rows) -> String? {
    switch rows {
    case .conditions: conditionRow(cells)
    case .headers: headerRow(cells)
    case .targets: targetRow(cells)
    case .origins: originRow(cells)
    case .names: cells[0].trimmed.isEmpty ? tr("The name is missing.") : nil
    }
  }

  /// All rows of a list together.
  static func all(_ rows: [[String]], of kind: FieldList.Rows) -> String? {
    guard kind == .targets else { return nil }
    let sum = rows.reduce(0) { $0 + (Int($1[1].trimmed) ?? 0) }
    if rows.isEmpty || sum == 100 { return nil }
    return tr("The weights sum to \(sum), not 100.")
  }

  private static func conditionRow(_ cells: [String]) -> String? {
    do {
      _ = try ConditionRows.condition(cells)
      return nil
    } catch { return error.text }
  }

  private static func headerRow(_ cells: [String]) -> String? {
    let (side, verb, name, value) = (cells[0], cells[1], cells[2].trimmed, cells[3])
    if let problem = ValueRules.headerName(name, allowsAuthority: side == "request" && verb != "remove") {
      return problem
    }
    if verb == "remove" { return nil }
    return value.trimmed.isEmpty ? tr("The value is missing.") : ValueRules.headerValue(value)
  }

  private static func targetRow(_ cells: [String]) -> String? {
    let name = cells[2].trimmed
    if cells[0] == RuleWizard.other, let problem = ValueRules.destination(name) { return problem }
    return Int(cells[1].trimmed).map { (0...100).contains($0) } == true
      ? nil : tr("The weight is a whole number from 0 to 100.")
  }

  private static func originRow(_ cells: [String]) -> String? {
    let sign = cells[0] == "prefix" ? "^" : cells[0] == "regex" ? "~" : ""
    do {
      _ = try CORSRequest.origin(parsing: sign + cells[1].trimmed)
      return nil
    } catch { return error.text }
  }
}
