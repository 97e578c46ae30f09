import Texts
import TrafficConfig

/// Headers set, added and removed on the way.
struct HeaderWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  private static var list: FieldList {
    FieldList(
      rows: .headers,
      columns: [
        .choice([FieldOption("request", tr("request")), FieldOption("response", tr("response"))], width: 8),
        .choice(
          [FieldOption("set", tr("set")), FieldOption("add", tr("add")), FieldOption("remove", tr("remove"))], width: 6),
        .text(tr("header"), width: 18), .text(tr("value"), width: 20),
      ], addLabel: tr("add a header"), emptyNote: tr("nothing yet"))
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let now = scope.route(answers)?.headers ?? HeaderOperations()
    var fields = scope.fields(answers)
    let words = Self.words(now)
    if !words.isEmpty { fields.append(.note("now", tr("Now: \(words.joined(separator: "; "))."))) }
    fields += [
      .list(
        "headers", tr("What is done to headers"), Self.list, isOptional: false,
        help: tr("set replaces, add appends, remove takes away; what is there besides stays.")),
      ExpiryField.field("none"),
    ]
    return fields
  }

  static func words(_ operations: HeaderOperations) -> [String] {
    [(tr("request"), operations.request), (tr("response"), operations.response)].flatMap { side, edits in
      edits.set.sorted { $0.key < $1.key }.map { tr("\(side) set \($0.key)=\($0.value)") }
        + edits.add.sorted { $0.key < $1.key }.map { tr("\(side) add \($0.key)=\($0.value)") }
        + edits.remove.map { tr("\(side) remove \($0)") }
    }
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    var request = HeaderRequest(scope: try scope.scope(answers), expiry: ExpiryField.expiry(answers))
    for row in answers.rows("headers") {
      let path = row[0] == "request" ? \HeaderRequest.request : \HeaderRequest.response
      switch row[1] {
      case "set": request[keyPath: path].set.append(.init(name: row[2], value: row[3]))
      case "add": request[keyPath: path].add.append(.init(name: row[2], value: row[3]))
      default: request[keyPath: path].remove.append(row[2])
      }
    }
    return try HeaderEdit.plan(request, in: facts.context)
  }
}
