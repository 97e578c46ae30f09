import Texts

extension ObjectChange {
  /// What the write does, in a sentence such as `VirtualService default/reviews: v1 90→0, v2 10→100.`
  public var effect: String {
    switch operation {
    case .create: return tr("Creates \(reference).")
    case .delete: return tr("Deletes \(reference).")
    case .update:
      let moves = weightMoves
      return moves.isEmpty ? tr("Changes \(reference).") : tr("\(reference): \(moves.joined(separator: ", ")).")
    }
  }

  /// Such as `v1 90→0`, for every destination whose share changes; none where the routes are not the same ones.
  private var weightMoves: [String] {
    guard reference.kind == VirtualService.kind, let before, let after else { return [] }
    let (old, new) = (VirtualService(document: before).http, VirtualService(document: after).http)
    guard old.count == new.count else { return [] }
    return zip(old, new).flatMap { old, new in
      let (before, after) = (Self.shares(old), Self.shares(new))
      let names = before.map(\.name) + after.map(\.name).filter { name in !before.contains { $0.name == name } }
      return names.compactMap { name in
        func percent(_ shares: [(name: String, percent: Double)]) -> Double {
          shares.reduce(0) { $1.name == name ? $0 + $1.percent : $0 }
        }
        let (from, to) = (percent(before), percent(after))
        return from == to ? nil : "\(name) \(Percent.number(from))→\(Percent.number(to))"
      }
    }
  }

  private static func shares(_ route: HTTPRoute) -> [(name: String, percent: Double)] {
    zip(route.destinations, RouteDestination.shares(route.destinations)).map { destination, share in
      (destination.subset ?? destination.host, share * 100)
    }
  }
}
