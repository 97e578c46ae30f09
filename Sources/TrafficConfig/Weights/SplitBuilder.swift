import MeshModel
import Texts

/// Puts the routes of VirtualServices into splits of one service.
struct SplitBuilder {
  let configuration: MeshConfiguration
  let service: ServiceInfo
  private let host: String
  private let versions: [ServiceVersion]

  init(configuration: MeshConfiguration, service: ServiceInfo) {
    self.configuration = configuration
    self.service = service
    host = service.id.host(domain: configuration.domain)
    versions = configuration.versions(of: service)
  }

  func defaultSplit() -> RouteSplit {
    RouteSplit(
      location: nil, title: tr("No rule: requests spread over all ready pods"), matchSummary: nil,
      entryPoints: [VirtualService.mesh], rows: podRows(), extras: [], refusal: nil)
  }

  /// One split for each route; a delegating route gives those of its delegate.
  func splits(of object: VirtualService, onlyToService: Bool) -> [RouteSplit] {
    let http = object.http
    var splits: [RouteSplit] = []
    for (index, route) in http.enumerated() {
      let place = tr("Route \(index + 1) of \(http.count)")
      if let delegate = route.delegate {
        let namespace = delegate.namespace.flatMap { $0.isEmpty ? nil : $0 } ?? object.namespace
        guard let target = configuration.virtualService(namespace: namespace, name: delegate.name) else { continue }
        for var split in self.splits(of: target, onlyToService: onlyToService) {
          let summaries = [route.matchSummary, split.matchSummary].compactMap(\.self)
          split.matchSummary = summaries.isEmpty ? nil : summaries.joined(separator: "; ")
          split.title = tr(
            "\(place), by \(target.namespace)/\(target.name): \(split.matchSummary ?? tr("everyone else"))")
          split.entryPoints = object.gatewayNames
          splits.append(split)
        }
        continue
      }
      let location = RouteLocation(virtualService: object.reference, index: index, name: route.name)
      let summary = route.matchSummary
      let title = http.count == 1 && summary == nil ? tr("All requests") : "\(place): \(summary ?? tr("everyone else"))"
      let split = RouteSplit(
        location: location, title: title, matchSummary: summary, entryPoints: object.gatewayNames,
        rows: rows(of: route.destinations, in: object), extras: Self.extras(of: route),
        refusal: refusal(of: route.destinations, in: object, what: Self.what(route)))
      if !onlyToService || forwards(route.destinations, in: object) { splits.append(split) }
    }
    for section in [RouteSection.tls, .tcp] {
      let routes = section == .tcp ? object.tcp : object.tls
      for (index, route) in routes.enumerated() where !onlyToService || forwards(route.destinations, in: object) {
        splits.append(
          RouteSplit(
            location: RouteLocation(virtualService: object.reference, section: section, index: index),
            title: tr("\(section.rawValue.uppercased()) route \(index + 1) of \(routes.count): ")
              + (route.matchSummary ?? tr("everyone else")),
            matchSummary: route.matchSummary, entryPoints: object.gatewayNames,
            rows: rows(of: route.destinations, in: object), extras: [],
            refusal: refusal(of: route.destinations, in: object, what: nil)))
      }
    }
    return splits
  }

  private func fqdn(_ host: String, in object: VirtualService) -> String {
    HostName.fqdn(host, namespace: object.namespace, domain: configuration.domain)
  }

  private func forwards(_ destinations: [RouteDestination], in object: VirtualService) -> Bool {
    destinations.contains { fqdn($0.host, in: object) == host }
  }

  private func refusal(of destinations: [RouteDestination], in object: VirtualService, what: String?) -> String? {
    if let what { return what }
    if destinations.isEmpty { return tr("The route has no destinations.") }
    return forwards(destinations, in: object) ? nil : tr("The route forwards to other services only.")
  }

  private static func what(_ route: HTTPRoute) -> String? {
    if route.redirect != nil { return tr("The route redirects: it has no weights.") }
    if route.directResponse != nil { return tr("The route answers by itself: it has no weights.") }
    return nil
  }

  private static func extras(of route: HTTPRoute) -> [String] {
    var extras: [String] = []
    if let delay = route.fault?.delay {
      extras.append(tr("delays \(Percent.text(delay.percent)) by \(DurationText.text(seconds: delay.seconds))"))
    }
    if let abort = route.fault?.abort {
      extras.append(tr("aborts \(Percent.text(abort.percent)) with \(abort.grpcStatus ?? "\(abort.status)")"))
    }
    if let timeout = route.timeout { extras.append(tr("times out after \(DurationText.text(seconds: timeout))")) }
    if let retries = route.retries {
      extras.append(retries.attempts > 0 ? tr("retries up to \(retries.attempts) times") : tr("does not retry"))
    }
    for mirror in route.mirrors {
      extras.append(tr("mirrors \(Percent.text(mirror.percent)) to \(mirror.subset ?? mirror.host)"))
    }
    if route.rewrite != nil { extras.append(tr("rewrites the address")) }
    return extras
  }

  /// The versions by their shares of the ready pods, as requests spread when nobody weighs them.
  private func podRows() -> [SplitRow] {
    let ready = versions.reduce(0) { $0 + $1.readyPods }
    return versions.map { version in
      row(
        version, weight: nil, percent: ready > 0 ? Double(version.readyPods) / Double(ready) * 100 : 0,
        isInRoute: false)
    }
  }

  private func row(_ version: ServiceVersion, weight: Int?, percent: Double, isInRoute: Bool) -> SplitRow {
    SplitRow(
      version: version.name, host: host, subset: version.subset, labels: version.labels, weight: weight,
      percent: percent, workloads: version.workloads, pods: version.pods, readyPods: version.readyPods,
      isInRoute: isInRoute, isDefined: version.subset != nil || !isInRoute)
  }

  private func rows(of destinations: [RouteDestination], in object: VirtualService) -> [SplitRow] {
    if destinations.count == 1, fqdn(destinations[0].host, in: object) == host, destinations[0].subset == nil {
      // All pods by their number: what a shift would part into versions.
      return podRows()
    }
    let shares = RouteDestination.shares(destinations)
    var rows: [SplitRow] = []
    for (destination, share) in zip(destinations, shares) {
      let target = fqdn(destination.host, in: object)
      var made =
        target == host && destination.subset != nil
        ? ownRow(destination, percent: share * 100) : foreignRow(destination, host: target, percent: share * 100)
      if rows.contains(where: { $0.version == made.version }) { made.version += " (\(rows.count + 1))" }
      rows.append(made)
    }
    if forwards(destinations, in: object) {
      for version in versions where !rows.contains(where: { $0.version == version.name }) {
        rows.append(row(version, weight: nil, percent: 0, isInRoute: false))
      }
    }
    return rows
  }

  private func ownRow(_ destination: RouteDestination, percent: Double) -> SplitRow {
    if let version = versions.first(where: { $0.subset == destination.subset }) {
      return row(version, weight: destination.weight, percent: percent, isInRoute: true)
    }
    // No DestinationRule defines the subset, but its name says which pods are meant.
    if let subset = destination.subset, let version = configuration.version(labelled: subset, of: service) {
      var made = row(version, weight: destination.weight, percent: percent, isInRoute: true)
      made.subset = subset
      return made
    }
    return SplitRow(
      version: destination.subset ?? "", host: host, subset: destination.subset, labels: [:],
      weight: destination.weight, percent: percent, workloads: [], pods: 0, readyPods: 0, isInRoute: true,
      isDefined: false)
  }

  /// A destination that is no subset of the service: another service, or all pods of this one.
  private func foreignRow(_ destination: RouteDestination, host target: String, percent: Double) -> SplitRow {
    let known = configuration.service(forHost: target)
    let rule = configuration.destinationRule(forHost: target, clientNamespace: service.id.namespace)
    let definition = destination.subset.flatMap { rule?.subset(named: $0) }
    let name = known?.id.name ?? target
    let members = known.map(configuration.workloads(of:)) ?? []
    let selected = members.filter { definition?.selects($0.labels) ?? true }
    let pods = selected.flatMap(\.pods)
    return SplitRow(
      version: destination.subset.map { "\(name)/\($0)" } ?? name, host: target, subset: destination.subset,
      labels: definition?.labels ?? [:], weight: destination.weight, percent: percent, workloads: selected.map(\.id),
      pods: pods.count, readyPods: pods.count { $0.isReady }, isInRoute: true,
      isDefined: destination.subset == nil || definition != nil)
  }
}
