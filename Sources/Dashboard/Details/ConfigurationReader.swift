import Cells
import MeshModel
import Texts
import TrafficConfig

/// Reads from the configuration what concerns a card.
struct ConfigurationReader {
  private let configuration: MeshConfiguration

  init(_ configuration: MeshConfiguration) { self.configuration = configuration }

  /// The objects that govern the card's service, one line each.
  func lines(about card: GraphCard) -> [TextLine] {
    guard let service = card.service else { return [] }
    let host = service.host(domain: configuration.domain)
    var lines = configuration.virtualServices(forHost: host, from: service.namespace).map { object in
      var line = TextLine(object.reference.description)
      line.append("  " + (object.http.count == 1 ? tr("1 route") : tr("\(object.http.count) routes")), .muted)
      return line
    }
    if let rule = configuration.destinationRule(forHost: host) {
      var line = TextLine(rule.reference.description)
      let subsets = rule.subsets.map(\.name).joined(separator: " ")
      if !subsets.isEmpty { line.append("  " + subsets, .muted) }
      lines.append(line)
    }
    return lines
  }

  /// Callers whom the VirtualService does not govern.
  private func bypasses(of card: GraphCard, in model: GraphModel, object: VirtualService?) -> [String] {
    var reasons: [String] = []
    for link in model.links(to: card.id) where !link.isIdle {
      guard let caller = model.card(link.id.source) else { continue }
      if caller.kind == .unknown {
        reasons.append(tr("\(Figures.rate(link.rate)) come from callers without a proxy, which no weights govern."))
      } else if caller.badges.contains(.gateway), let object, object.gatewayNames == [VirtualService.mesh] {
        reasons.append(tr("\(Figures.rate(link.rate)) come through \(caller.shownTitle), to which it is not bound."))
      }
    }
    return reasons
  }

  /// The observed split beside the weights, with what explains a disagreement.
  func split(
    of card: GraphCard, in model: GraphModel, windowSeconds: Double, now: Double
  ) -> SplitReading? {
    guard let service = card.service else { return nil }
    let host = service.host(domain: configuration.domain)
    let objects = configuration.virtualServices(forHost: host, from: service.namespace)
    var obstacle: String?
    if let object = objects.first {
      let routes = object.http.filter { !$0.destinations.isEmpty }
      if routes.count > 1, configuration.commonSplit(ofService: service) == nil {
        obstacle = tr("\(routes.count) routes with their own weights share the traffic")
      }
    }
    var reasons = bypasses(of: card, in: model, object: objects.first)
    if objects.count > 1 {
      reasons.append(tr("\(objects.count) VirtualServices claim the host; only \(objects[0].reference) is in effect."))
    }
    return SplitReading(
      card, windowSeconds: windowSeconds, obstacle: obstacle, reasons: reasons,
      secondsSinceChange: card.weightsChanged.map { max(0, now - $0) })
  }
}

extension MeshConfiguration {
  /// The version of an object as last seen; nil if it is not there.
  func resourceVersion(of reference: ObjectReference) -> String? {
    switch reference.kind {
    case VirtualService.kind: virtualServices.first { $0.reference == reference }?.resourceVersion
    case DestinationRule.kind: destinationRules.first { $0.reference == reference }?.resourceVersion
    case Gateway.kind: gateways.first { $0.reference == reference }?.resourceVersion
    default:
      otherObjects.first { ObjectReference(document: $0) == reference }?["metadata"]?["resourceVersion"]?.string
    }
  }
}
