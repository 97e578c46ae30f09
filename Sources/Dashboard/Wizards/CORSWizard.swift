import Documents
import Texts
import TrafficConfig

/// Which pages of other origins may read a service's answers in a browser.
struct CORSWizard: Wizard {
  private let facts: WizardFacts
  private let scope: ScopeFields

  init(_ facts: WizardFacts) {
    self.facts = facts
    scope = ScopeFields(facts)
  }

  private static var list: FieldList {
    FieldList(
      rows: .origins,
      columns: [
        .choice(
          [FieldOption("exact", tr("is")), FieldOption("prefix", tr("starts")), FieldOption("regex", tr("matches"))],
          width: 7),
        .text("https://shop.example", width: 36),
      ], addLabel: tr("add an origin"), emptyNote: tr("none"))
  }

  private static var preflights: [FieldOption] {
    [
      FieldOption("", tr("leave as it is")), FieldOption("FORWARD", tr("goes to the service")),
      FieldOption("IGNORE", tr("is answered by the proxy")),
    ]
  }

  private func now(_ answers: FormAnswers) -> JSONValue {
    scope.document(answers)?["corsPolicy"] ?? .null
  }

  private static func rows(_ policy: JSONValue) -> [[FieldValue]] {
    (policy["allowOrigins"]?.array ?? []).compactMap { origin in
      for kind in ["exact", "prefix", "regex"] {
        if let text = origin[kind]?.string { return [.choice(kind), .text(text)] }
      }
      return nil
    }
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let policy = now(answers)
    func names(_ key: String) -> String { (policy[key]?.strings ?? []).joined(separator: ", ") }
    func field(_ id: String, _ label: String, _ key: String, _ help: String) -> FormField {
      .text(id, label, .any, names(key), inForce: names(key), help: help)
    }
    let credentials = policy["allowCredentials"]?.bool ?? false
    let age = policy["maxAge"]?.string ?? ""
    return scope.fields(answers) + [
      .list(
        "origins", tr("Pages of these origins may read"), Self.list, Self.rows(policy),
        help: tr("Scheme, host and port without a path; * is every origin. Browsers keep to it, other clients do not.")),
      field("methods", tr("Methods"), "allowMethods", tr("Commas between, such as GET, POST; * takes all.")),
      field("requestHeaders", tr("Headers that may come"), "allowHeaders", tr("Of the request, commas between.")),
      field("expose", tr("Headers to be read"), "exposeHeaders", tr("Of the answer, commas between.")),
      .text(
        "maxAge", tr("Remembered for"), .duration(least: 0), age, inForce: age,
        help: tr("How long a browser remembers the answer to a preflight: whole seconds.")),
      .toggle(
        "credentials", tr("With cookies"), credentials, inForce: "",
        help: tr("Cookies and authorization may come along: name the origins, never * with this.")),
      .choice(
        "preflights", tr("Another's preflight"), Self.preflights, "",
        inForce: policy["unmatchedPreflights"]?.string ?? "",
        help: tr("What is done for an origin that is not allowed.")),
      ExpiryField.field("none"),
    ]
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    var request = CORSRequest(scope: try scope.scope(answers), expiry: ExpiryField.expiry(answers))
    if answers.isEdited("origins") {
      request.origins = answers.rows("origins").map { row in
        switch row[0] {
        case "prefix": .prefix(row[1])
        case "regex": .regex(row[1])
        default: .exact(row[1])
        }
      }
    }
    func names(_ id: String) -> [String]? {
      guard answers.isEdited(id) else { return nil }
      return answers.text(id).split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    }
    request.methods = names("methods")
    request.headers = names("requestHeaders")
    request.expose = names("expose")
    if answers.isEdited("maxAge") { request.maxAge = answers.seconds("maxAge") }
    if answers.isEdited("credentials") { request.allowsCredentials = answers.isOn("credentials") }
    request.unmatchedPreflights = CORSRequest.Preflights(rawValue: answers.choice("preflights", default: ""))
    return try CORSEdit.plan(request, in: facts.context)
  }
}
