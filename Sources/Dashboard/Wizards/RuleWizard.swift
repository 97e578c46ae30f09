import MeshModel
import Texts
import TrafficConfig

/// One rule of the ordered list: which requests it takes, and where they go.
struct RuleWizard: Wizard {
  private let facts: WizardFacts
  private let place: RulePlace

  init(_ facts: WizardFacts) {
    self.init(facts, place: RulePlace(kind: .insert, object: nil, anchor: nil, index: 0))
  }

  init(_ facts: WizardFacts, place: RulePlace) {
    self.facts = facts
    self.place = place
  }

  static let other = "other"

  private var object: VirtualService? {
    place.object.flatMap { facts.configuration.virtualService(namespace: $0.namespace, name: $0.name) }
  }

  /// The rule that is edited, as it is now.
  private var split: RouteSplit? {
    guard case .edit(let index)? = place.place(in: object) else { return nil }
    return facts.splits.first {
      $0.location?.virtualService == place.object && $0.location?.section == .http && $0.location?.index == index
    }
  }

  private var targetList: FieldList {
    let names = facts.versions.map { FieldOption($0.name) } + [FieldOption(Self.other, tr("other..."))]
    return FieldList(
      rows: .targets,
      columns: [
        .choice(names, width: 12), .text(tr("weight"), width: 6, initial: "0"), .text(tr("service"), width: 24),
      ],
      addLabel: tr("add a destination"), emptyNote: place.kind == .edit ? presentTarget : tr("nowhere yet"))
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    var fields: [FormField] = []
    if place.kind == .edit, split == nil {
      fields.append(.note("gone", tr("The rule was changed or removed by somebody else: go back and choose anew.")))
    }
    let groups = place.kind == .edit ? place.anchor.map(MatchCondition.groups(ofRoute:)) ?? [] : []
    fields.append(
      .list(
        "conditions", tr("Takes requests"), ConditionRows.list(hasGroups: true, emptyNote: tr("all that come so far")),
        ConditionRows.rows(groups), help: tr("Conditions joined by “and” must all hold; “or” begins an alternative.")))
    fields.append(
      .list(
        "targets", tr("and sends them to"), targetList, targetRows, isOptional: place.kind == .edit,
        help: tr("Weights sum to 100. other...: NAME, NAME.NAMESPACE or a full host name, with /SUBSET or :PORT.")))
    if let split, !split.extras.isEmpty {
      fields.append(.note("extras", tr("It keeps what it does besides: \(split.extras.joined(separator: ", ")).")))
    }
    fields += [
      .text(
        "name", tr("Name"), .any, place.kind == .edit ? place.anchor?["name"]?.string ?? "" : "",
        help: tr("Optional; metrics and logs show it.")),
      ExpiryField.field("none"),
    ]
    return fields
  }

  /// What a rule without destinations of its own in the list does now.
  private var presentTarget: String {
    guard let route = split?.location.flatMap(facts.route(at:)), route.destinations.isEmpty else {
      return tr("all ready pods, as now")
    }
    return tr("it forwards nothing now; a destination makes it")
  }

  private var targetRows: [[FieldValue]] {
    let names = Set(facts.versions.map(\.name))
    func row(_ name: String, _ weight: Int) -> [FieldValue] {
      names.contains(name)
        ? [.choice(name), .text("\(weight)"), .text("")] : [.choice(Self.other), .text("\(weight)"), .text(name)]
    }
    guard place.kind == .edit else {
      return [row(facts.versions.last?.name ?? "", 100)]
    }
    let rows = (split?.rows ?? []).filter(\.isInRoute)
    let weights = WeightDial.apportion(100, by: rows.map(\.percent))
    return zip(rows, weights).map { row($0.version, $1) }
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    guard let at = place.place(in: object) else {
      throw ChangeRefusal(.noRoute, tr("The rule was changed or removed by somebody else: go back and choose anew."))
    }
    var request = RuleRequest(
      service: facts.service, virtualService: place.object, place: at, expiry: ExpiryField.expiry(answers))
    let isNew = place.kind == .insert
    if isNew || answers.isEdited("conditions") {
      request.matches = try ConditionRows.groups(answers.rows("conditions"))
    }
    if isNew || answers.isEdited("targets") {
      request.targets = answers.rows("targets").map { row in
        ShiftRequest.Weight(row[0] == Self.other ? row[2] : row[0], Int(row[1]) ?? 0)
      }
    }
    request.name = answers.isEdited("name") ? answers.optionalText("name") : nil
    return try RuleEdit.plan(request, in: facts.context)
  }
}
