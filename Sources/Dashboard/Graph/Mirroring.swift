import MeshModel
import TrafficConfig

/// Tells copies of requests from calls, by the VirtualServices in force.
///
/// A proxy reports no copies that it sends; those who get them count them like calls. So a version that only gets copies
/// has no share of the split, and a link that can be explained by copies alone is no call of its caller.
struct Mirroring: Sendable {
  /// Copies of the requests to one host that another destination gets.
  private struct Copy: Sendable {
    /// Full names.
    var source: String
    var target: String
    var subset: String?
    /// 0...100.
    var percent: Double
    /// The subsets of `target` that the same route forwards to; an empty name stands for all of the service.
    var routed: Set<String>
  }

  private var copies: [Copy] = []

  /// How much more than their share of the requests copies may be by chance, and what else is too little to tell.
  private static let slack = (factor: 1.5, rate: 0.2)

  init() {}

  init(_ configuration: MeshConfiguration) {
    for object in configuration.virtualServices {
      func full(_ host: String) -> String {
        HostName.fqdn(host, namespace: object.namespace, domain: configuration.domain)
      }
      for route in object.http where !route.mirrors.isEmpty {
        let destinations = route.destinations.filter { route.destinations.count == 1 || ($0.weight ?? 0) > 0 }
        for mirror in route.mirrors {
          let target = full(mirror.host)
          let routed = Set(destinations.filter { full($0.host) == target }.map { $0.subset ?? "" })
          for source in Set(destinations.map { full($0.host) }).sorted() {
            copies.append(
              Copy(
                source: source, target: target, subset: mirror.subset, percent: mirror.percent, routed: routed))
          }
        }
      }
    }
  }

  /// Marks the rows and links that are made of copies; their shares go to the others.
  ///
  /// - Complexity: O(cards + links) where there are copies, else nothing.
  func mark(_ model: inout GraphModel, _ configuration: MeshConfiguration) {
    guard !copies.isEmpty else { return }
    var cards: [String: Int] = [:]
    for (number, card) in model.cards.enumerated() {
      if let service = card.service { cards[service.host(domain: configuration.domain)] = number }
    }
    var rates: [LinkID: Double] = [:]
    for link in model.links { rates[link.id] = link.rate }
    for copy in copies {
      guard let target = cards[copy.target] else { continue }
      if copy.source == copy.target {
        markRows(&model.cards[target], copy, configuration)
      } else if let source = cards[copy.source] {
        let (from, to) = (model.cards[source].id, model.cards[target].id)
        for number in model.links.indices where model.links[number].id.target == to {
          let calls = rates[LinkID(source: model.links[number].id.source, target: from)] ?? 0
          let most = calls * copy.percent / 100 * Self.slack.factor + Self.slack.rate
          if calls > 0, model.links[number].rate <= most { model.links[number].isCopies = true }
        }
      }
    }
    shareOut(&model)
  }

  private func markRows(_ card: inout GraphCard, _ copy: Copy, _ configuration: MeshConfiguration) {
    guard let name = copy.subset, !copy.routed.contains(name), !copy.routed.contains(""),
      let subset = configuration.destinationRule(forHost: copy.target)?.subsets.first(where: { $0.name == name }),
      let service = configuration.service(forHost: copy.target)
    else { return }
    let workloads = Set(
      configuration.workloads(of: service).filter { subset.selects($0.labels) }.map(\.id.name))
    for row in card.rows.indices where !card.rows[row].isIdle && (card.rows[row].configured ?? 0) == 0 {
      if let workload = card.rows[row].workload, workloads.contains(workload) { card.rows[row].isCopies = true }
    }
    let total = card.rows.reduce(0) { $0 + ($1.isCopies ? 0 : $1.rate) }
    for row in card.rows.indices {
      card.rows[row].observed = card.rows[row].isCopies || total <= 0 ? nil : card.rows[row].rate / total * 100
    }
  }

  /// Copies are no part of what a caller sends.
  private func shareOut(_ model: inout GraphModel) {
    let senders = Set(model.links.lazy.filter(\.isCopies).map(\.id.source))
    guard !senders.isEmpty else { return }
    var sent: [CardID: Double] = [:]
    for link in model.links where senders.contains(link.id.source) && !link.isCopies {
      sent[link.id.source, default: 0] += link.rate
    }
    for number in model.links.indices where senders.contains(model.links[number].id.source) {
      let link = model.links[number]
      if link.isCopies {
        model.links[number].percentOfSource = nil
      } else if link.rate > 0, let total = sent[link.id.source] {
        model.links[number].percentOfSource = link.rate / total * 100
      }
    }
  }
}
