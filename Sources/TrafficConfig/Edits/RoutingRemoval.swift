import Documents
import MeshModel
import Texts

/// Takes all routing of a service away: its VirtualServices on the mesh, then the subsets that nothing names any more.
struct RoutingRemoval {
  let service: ServiceInfo
  let context: EditContext

  private var configuration: MeshConfiguration { context.configuration }
  private var host: String { service.id.host(domain: configuration.domain) }

  func plan() throws(ChangeRefusal) -> ChangePlan {
    let objects = configuration.virtualServices(forHost: host, from: service.id.namespace).filter { object in
      object.hosts.contains { HostName.fqdn($0, namespace: object.namespace, domain: configuration.domain) == host }
    }
    if let shared = objects.first(where: { $0.hosts.count > 1 }) {
      throw ChangeRefusal(
        .conflictingObjects,
        tr(
          "\(shared.reference) routes other hosts as well (\(shared.hosts.joined(separator: ", "))): it is not deleted."
        ))
    }
    var changes = objects.map { object in
      ObjectChange(
        reference: object.reference, apiVersion: object.apiVersion ?? context.apiVersion, before: object.document,
        after: nil)
    }
    var notes: [String] = []
    if let change = subsetChange(without: Set(objects.map(\.reference)), notes: &notes) { changes.append(change) }
    guard !changes.isEmpty else {
      throw ChangeRefusal(.noRoute, tr("\(service.id) has no routing of its own on the mesh."))
    }
    let gateways = Set(objects.flatMap(\.gatewayNames)).subtracting([VirtualService.mesh]).sorted()
    if !gateways.isEmpty {
      notes.append(
        tr("\(gateways.joined(separator: ", ")) no longer knows the host: requests through it end with 404."))
    }
    let review = PlanReview(configuration: configuration, service: service, changes: changes)
    let forecast = forecast(review.changed)
    return ChangePlan(
      title: tr("Reset \(service.id)"),
      sentence: ([tr("\(service.id): requests spread over all ready pods again.")] + review.creations).joined(
        separator: " "),
      changes: changes, findings: review.findings, forecast: forecast,
      notices: review.ownership + shares(forecast) + notes)
  }

  /// The rule of the service without its subsets, or without the whole rule if it says nothing else.
  private func subsetChange(without removed: Set<ObjectReference>, notes: inout [String]) -> ObjectChange? {
    let editor = SubsetEditor(configuration: configuration, service: service, apiVersion: context.apiVersion)
    guard let rule = editor.existingRule(), !rule.subsets.isEmpty else { return nil }
    let users = configuration.virtualServices.filter { !removed.contains($0.reference) && namesSubset($0) }
    if !users.isEmpty {
      let names = users.map(\.reference.description).joined(separator: ", ")
      notes.append(tr("The subsets of \(rule.reference) stay, since they are used by \(names)."))
      return nil
    }
    var document = rule.document
    document[["spec", "subsets"]] = nil
    let keepsPolicy = rule.spec["trafficPolicy"] != nil
    if keepsPolicy { notes.append(tr("\(rule.reference) keeps its traffic policy and loses its subsets only.")) }
    if rule.subsets.contains(where: { $0.trafficPolicy != nil }) {
      notes.append(tr("The traffic policies of the subsets go with them."))
    }
    return ObjectChange(
      reference: rule.reference, apiVersion: rule.apiVersion ?? context.apiVersion, before: rule.document,
      after: keepsPolicy ? .some(document) : .none)
  }

  /// Whether a route or a mirror of the object names a subset of the service.
  private func namesSubset(_ object: VirtualService) -> Bool {
    func isOurs(_ name: String, _ subset: String?) -> Bool {
      subset != nil && HostName.fqdn(name, namespace: object.namespace, domain: configuration.domain) == host
    }
    let streams = (object.tcp + object.tls).flatMap(\.destinations)
    return (object.http.flatMap(\.destinations) + streams).contains { isOurs($0.host, $0.subset) }
      || object.http.flatMap(\.mirrors).contains { isOurs($0.host, $0.subset) }
  }

  private func forecast(_ changed: MeshConfiguration) -> [VersionForecast] {
    func everyone(_ configuration: MeshConfiguration) -> RouteSplit? {
      let splits = configuration.splits(ofService: service.id).filter(\.isOnMesh)
      return splits.first(where: \.isCatchAll) ?? splits.first
    }
    let before = everyone(configuration)?.rows ?? []
    let rate = context.observedRate
    return (everyone(changed)?.rows ?? []).map { row in
      let old = before.first { $0.labels == row.labels }
      return VersionForecast(
        version: old?.version ?? row.version, percentBefore: old?.percent ?? 0, percent: row.percent,
        rateBefore: rate.map { _ in context.observed[old?.version ?? row.version]?.rate ?? 0 },
        rateAfter: rate.map { $0 * row.percent / 100 })
    }
  }

  private func shares(_ forecast: [VersionForecast]) -> [String] {
    let moved = forecast.filter { abs($0.percent - $0.percentBefore) > 0.5 }
    if moved.isEmpty { return [] }
    let list = moved.map { "\($0.version) \(Percent.text($0.percentBefore))→\(Percent.text($0.percent))" }
    var notes = [tr("Each version then gets the share of its ready pods: \(list.joined(separator: ", ")).")]
    let idle = moved.filter { $0.percentBefore == 0 }
    if let kept = forecast.max(by: { $0.percentBefore < $1.percentBefore }), !idle.isEmpty, kept.percentBefore > 0 {
      notes.append(
        tr(
          "\(idle.map(\.version).joined(separator: ", ")) gets no requests now and will then. To go back to one version, "
            + "give it the weight: `vigla shift \(service.id) \(kept.version)=100`."))
    }
    return notes
  }
}
