import Documents
import MeshModel
import Texts
import TrafficConfig

/// The fields that say which requests a change is for: a rule that is there, or only some requests.
struct ScopeFields {
  private let facts: WizardFacts
  private let splits: [RouteSplit]

  init(_ facts: WizardFacts) {
    self.facts = facts
    splits = facts.splits.filter { $0.location == nil || $0.location?.section == .http }
  }

  private static let field = "scope"
  private static let conditions = "conditions"
  private static let some = "some"

  /// A rule is known by its place and its match: if others move it, it has to be chosen anew.
  private static func key(_ split: RouteSplit) -> String {
    "\(split.id) \(split.matchSummary ?? "")"
  }

  private var options: [FieldOption] {
    splits.map { split in
      FieldOption(Self.key(split), Self.label(split, isOnly: splits.count == 1))
    } + [FieldOption(Self.some, tr("only some requests..."))]
  }

  private static func label(_ split: RouteSplit, isOnly: Bool) -> String {
    guard let location = split.location else { return tr("all requests") }
    let who = split.matchSummary ?? (isOnly ? tr("all requests") : tr("everyone else"))
    let entries = split.isOnMesh ? "" : tr(" via \(split.entryPoints.joined(separator: ", "))")
    return tr("\(who)\(entries) (rule \(location.index + 1) of \(location.virtualService.name))")
  }

  private var initial: RouteSplit? {
    splits.first { $0.isOnMesh && $0.isCatchAll } ?? splits.first { $0.isOnMesh } ?? splits.first
  }

  private func chosen(_ answers: FormAnswers) -> RouteSplit? {
    let key = answers.choice(Self.field, default: initial.map(Self.key) ?? Self.some)
    return splits.first { Self.key($0) == key }
  }

  func isNarrow(_ answers: FormAnswers) -> Bool {
    answers.choice(Self.field, default: initial.map(Self.key) ?? Self.some) == Self.some
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    var fields = [
      FormField.choice(
        Self.field, tr("Requests"), options, initial.map(Self.key) ?? Self.some,
        help: tr("Which requests it is for: a rule that is there, or only some, for which a rule is put in front."))
    ]
    if isNarrow(answers) {
      fields.append(
        .list(
          Self.conditions, tr("for which all of this holds"),
          ConditionRows.list(hasGroups: false, emptyNote: tr("no condition yet")), isOptional: false,
          help: tr("Left and right choose; names and values are typed. Tab goes through the cells.")))
    }
    return fields
  }

  func scope(_ answers: FormAnswers) throws(ChangeRefusal) -> RouteScope {
    if isNarrow(answers) {
      let groups = try ConditionRows.groups(answers.rows(Self.conditions))
      guard let conditions = groups.first else {
        throw ChangeRefusal(.badMatch, tr("Say for which requests: add a condition."))
      }
      return RouteScope(service: facts.service, conditions: conditions)
    }
    guard let split = chosen(answers) else {
      throw ChangeRefusal(.noRoute, tr("The rule is no longer there: choose the requests anew."))
    }
    guard let location = split.location else { return RouteScope(service: facts.service) }
    return RouteScope(
      service: facts.service, routeIndex: location.index, virtualService: location.virtualService)
  }

  /// Where the rule stands that takes the chosen requests now; nil where none does.
  private func location(_ answers: FormAnswers) -> RouteLocation? {
    (isNarrow(answers) ? initial : chosen(answers))?.location
  }

  func route(_ answers: FormAnswers) -> HTTPRoute? { location(answers).flatMap(facts.route(at:)) }

  /// The rule as it is written.
  func document(_ answers: FormAnswers) -> JSONValue? { location(answers).flatMap(facts.document(at:)) }
}
