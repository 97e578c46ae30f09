import Texts
import TrafficConfig

/// Conditions on requests as rows of a form: how a row is joined to those before it, what is compared, its name, how,
/// and with what.
enum ConditionRows {
  private static var subjects: [FieldOption] {
    [
      FieldOption("header", tr("header")), FieldOption("uri", tr("path")), FieldOption("method", tr("method")),
      FieldOption("query", tr("query")),
      FieldOption("authority", tr("host")), FieldOption("source", tr("from label")),
      FieldOption("namespace", tr("from ns")),
      FieldOption("gateway", tr("gateway")), FieldOption("scheme", tr("scheme")), FieldOption("port", tr("port")),
    ]
  }

  private static var signs: [FieldOption] {
    [
      FieldOption("=", tr("is")), FieldOption("^=", tr("starts")), FieldOption("~=", tr("matches")),
      FieldOption("?", tr("there")),
      FieldOption("!=", tr("is not")), FieldOption("!^=", tr("starts not")), FieldOption("!~=", tr("matches not")),
      FieldOption("!?", tr("not there")),
    ]
  }

  /// - Parameter hasGroups: rows can begin an alternative with `or`.
  static func list(hasGroups: Bool, emptyNote: String) -> FieldList {
    let joins =
      hasGroups ? [FieldOption("and", tr("and")), FieldOption("or", tr("or"))] : [FieldOption("and", tr("and"))]
    return FieldList(
      rows: .conditions,
      columns: [
        .choice(joins, width: 3), .choice(subjects, width: 10), .text(tr("name"), width: 14), .choice(signs, width: 11),
        .text(tr("value"), width: 18),
      ], addLabel: tr("add a condition"), emptyNote: emptyNote)
  }

  /// The rows for groups of conditions.
  static func rows(_ groups: [[MatchCondition]]) -> [[FieldValue]] {
    groups.enumerated().flatMap { number, group in
      group.enumerated().map { index, condition in row(condition, join: number > 0 && index == 0 ? "or" : "and") }
    }
  }

  private static func row(_ condition: MatchCondition, join: String) -> [FieldValue] {
    let name: String
    let subject: String
    switch condition.subject {
    case .uri: (subject, name) = ("uri", "")
    case .method: (subject, name) = ("method", "")
    case .scheme: (subject, name) = ("scheme", "")
    case .authority: (subject, name) = ("authority", "")
    case .header(let header): (subject, name) = ("header", header)
    case .query(let query): (subject, name) = ("query", query)
    case .port: (subject, name) = ("port", "")
    case .sourceLabel(let label): (subject, name) = ("source", label)
    case .sourceNamespace: (subject, name) = ("namespace", "")
    case .gateway: (subject, name) = ("gateway", "")
    }
    let (sign, value): (String, String)
    switch condition.match {
    case .exact(let text): (sign, value) = ("=", text)
    case .prefix(let text): (sign, value) = ("^=", text)
    case .regex(let text): (sign, value) = ("~=", text)
    case .present: (sign, value) = ("?", "")
    }
    return [
      .choice(join), .choice(subject), .text(name), .choice((condition.isNegated ? "!" : "") + sign), .text(value),
    ]
  }

  /// Whether a subject is one of several of its kind, told by a name.
  static func isNamed(_ subject: String) -> Bool { ["header", "query", "source"].contains(subject) }

  /// The condition of a row; cells that it has no use for do not count.
  static func condition(_ cells: [String]) throws(ChangeRefusal) -> MatchCondition {
    let (subject, name, sign, value) = (cells[1], cells[2].trimmed, cells[3], cells[4].trimmed)
    let isNamed = isNamed(subject)
    if isNamed, name.isEmpty { throw ChangeRefusal(.badMatch, tr("The name is missing.")) }
    let isNegated = sign.hasPrefix("!")
    let plain = isNegated ? String(sign.dropFirst()) : sign
    if plain != "?", value.isEmpty { throw ChangeRefusal(.badMatch, tr("The value is missing.")) }
    let text = (isNegated ? "!" : "") + subject + (isNamed ? ":\(name)" : "") + (plain == "?" ? "" : plain + value)
    do {
      return try MatchCondition(parsing: text)
    } catch {
      // The row stands above its error: it need not be said again.
      let lead = text + ": "
      guard error.text.hasPrefix(lead) else { throw error }
      let rest = error.text.dropFirst(lead.count)
      throw ChangeRefusal(.badMatch, (rest.first?.uppercased() ?? "") + rest.dropFirst())
    }
  }

  /// The groups that rows say.
  static func groups(_ rows: [[String]]) throws(ChangeRefusal) -> [[MatchCondition]] {
    var groups: [[MatchCondition]] = []
    for row in rows {
      let condition = try condition(row)
      if groups.isEmpty || row[0] == "or" {
        groups.append([condition])
      } else {
        groups[groups.count - 1].append(condition)
      }
    }
    return groups
  }
}
