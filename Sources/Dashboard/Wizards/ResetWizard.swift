import Texts
import TrafficConfig

/// Takes a rule, a feature or all routing away, or keeps the routing and gives one version everything.
struct ResetWizard: Wizard {
  private let facts: WizardFacts

  init(_ facts: WizardFacts) { self.facts = facts }

  private var rules: [RouteSplit] { facts.splits.filter { $0.location?.section == .http } }

  private var features: [ResetRequest.Feature] {
    let documents = rules.compactMap { $0.location.flatMap(facts.document(at:)) }
    return ResetRequest.Feature.allCases.filter { feature in
      documents.contains { document in feature.isPresent(in: document) }
    }
  }

  private var extents: [FieldOption] {
    var options: [FieldOption] = []
    if facts.versions.count > 1 { options.append(FieldOption("one", tr("keep the routing, all to one version"))) }
    if rules.count > 1 { options.append(FieldOption("rule", tr("remove one rule"))) }
    if !features.isEmpty { options.append(FieldOption("feature", tr("remove one feature"))) }
    return options + [FieldOption("all", tr("remove all routing of the service"))]
  }

  private func extent(_ answers: FormAnswers) -> String {
    answers.choice("extent", default: extents.first?.key ?? "all")
  }

  private static func key(_ split: RouteSplit) -> String { "\(split.id) \(split.matchSummary ?? "")" }

  private func rule(_ answers: FormAnswers) -> RouteSplit? {
    let key = answers.choice("rule", default: rules.first.map(Self.key) ?? "")
    return rules.first { Self.key($0) == key }
  }

  private func version(_ answers: FormAnswers) -> String {
    let now = rules.first { $0.isCatchAll }?.rows.max { $0.percent < $1.percent }?.version
    let names = facts.versions.map(\.name)
    return answers.choice("version", default: now.flatMap { names.contains($0) ? $0 : nil } ?? names.first ?? "")
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let extent = extent(answers)
    var fields: [FormField] = [
      .choice(
        "extent", tr("What shall go"), extents, extent,
        help: tr("Deleting all routing sends every version its share of pods: a canary would get more, not less."))
    ]
    switch extent {
    case "one":
      fields.append(
        .choice("version", tr("All requests to"), facts.versions.map { FieldOption($0.name) }, version(answers)))
    case "rule":
      fields.append(
        .choice(
          "rule", tr("Rule"), rules.map { split in FieldOption(Self.key(split), split.title) },
          rules.first.map(Self.key) ?? ""))
    case "feature":
      fields += [
        .choice(
          "feature", tr("Feature"), features.map { FieldOption($0.rawValue, $0.words) }, features.first?.rawValue ?? ""),
        .choice(
          "where", tr("of"),
          [FieldOption("all", tr("every rule"))] + rules.map { FieldOption(Self.key($0), $0.title) }, "all"),
      ]
    default: break
    }
    return fields
  }

  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan {
    switch extent(answers) {
    case "one":
      return try TrafficShift.plan(
        ShiftRequest(service: facts.service, weights: [ShiftRequest.Weight(version(answers), 100)]),
        in: facts.configuration, observed: facts.context.observed, apiVersion: facts.context.apiVersion)
    case "rule":
      return try RoutingReset.plan(ResetRequest(scope: try scope(rule(answers)), extent: .rule), in: facts.context)
    case "feature":
      guard
        let feature = ResetRequest.Feature(
          rawValue: answers.choice("feature", default: features.first?.rawValue ?? ""))
      else { throw ChangeRefusal(.noRoute, tr("There is no such feature.")) }
      let key = answers.choice("where", default: "all")
      let scope =
        key == "all" ? RouteScope(service: facts.service) : try scope(rules.first { Self.key($0) == key })
      return try RoutingReset.plan(ResetRequest(scope: scope, extent: .feature(feature)), in: facts.context)
    default:
      return try RoutingReset.plan(
        ResetRequest(scope: RouteScope(service: facts.service), extent: .all), in: facts.context)
    }
  }

  private func scope(_ split: RouteSplit?) throws(ChangeRefusal) -> RouteScope {
    guard let location = split?.location else {
      throw ChangeRefusal(.noRoute, tr("The rule is no longer there: choose anew."))
    }
    return RouteScope(service: facts.service, routeIndex: location.index, virtualService: location.virtualService)
  }
}
