import Documents
import MeshModel
import Texts
import TrafficConfig

/// The ordered rules of a service.
struct RulesScreen: Sendable {
  struct Item: Hashable, Sendable {
    /// From 0, in `spec.http`.
    var index: Int
    /// Which requests it takes.
    var who: String
    /// Where they go, or what the rule does instead.
    var what: String
    /// What the rule does besides.
    var extras: [String]
    /// What validation says about its place in the list, such as that it is never used.
    var findings: [String]
    var document: JSONValue
  }

  var service: ServiceID
  /// Nil while there is no object.
  var object: ObjectReference?
  var items: [Item] = []
  /// The rule under the cursor.
  var row = 0

  init(service: ServiceID) { self.service = service }

  /// Brings the list in line with the mesh; the cursor stays on its rule.
  mutating func refresh(_ facts: WizardFacts) {
    let here = item(at: row)?.document
    let governing = facts.virtualServices.first
    object = governing?.reference
    let documents = governing?.document[["spec", "http"]]?.array ?? []
    let routes = governing?.http ?? []
    let splits = facts.splits
    let findings = object.map { Validator.crossObject(facts.configuration, only: [$0]) } ?? []
    items = documents.indices.map { index in
      let split = splits.first {
        $0.location?.virtualService == object && $0.location?.section == .http && $0.location?.index == index
      }
      let path = "spec.http[\(index)]"
      let about = findings.filter {
        ["IST0130", "IST0131"].contains($0.code) && ($0.path == path || $0.path.hasPrefix(path + "."))
      }
      return Item(
        index: index,
        who: routes[index].matchSummary ?? (documents.count == 1 ? tr("all requests") : tr("everyone else")),
        what: Self.what(routes[index], split), extras: split?.extras ?? [],
        findings: about.map { "\($0.code) \($0.message)" }, document: documents[index])
    }
    if let here, let place = items.firstIndex(where: { $0.document == here }) { row = place }
    row = max(0, min(row, items.count - 1))
  }

  private static func what(_ route: HTTPRoute, _ split: RouteSplit?) -> String {
    if let redirect = route.redirect {
      return tr("redirects to \(redirect.authority ?? "")\(redirect.uri ?? "") (\(redirect.status))")
    }
    if let answer = route.directResponse { return tr("answers \(answer.status)") }
    if let delegate = route.delegate { return tr("delegates to \(delegate.name)") }
    let rows = (split?.rows ?? []).filter { $0.isInRoute && $0.percent > 0 }
    if rows.isEmpty, !route.destinations.isEmpty { return tr("all ready pods") }
    return rows.map { rows.count == 1 ? $0.version : "\($0.version) \(Figures.weight($0.percent))" }
      .joined(separator: ", ")
  }

  private func item(at row: Int) -> Item? { items.indices.contains(row) ? items[row] : nil }

  /// The place of the cursor's rule, or a new one before or after it.
  func place(_ kind: RulePlace.Kind, after: Bool = false) -> RulePlace? {
    guard !items.isEmpty else {
      return kind == .insert ? RulePlace(kind: .insert, object: object, anchor: nil, index: 0) : nil
    }
    let index = row + (after ? 1 : 0)
    let anchor = item(at: index)?.document
    return RulePlace(kind: kind, object: object, anchor: anchor, index: index)
  }
}
