/// What a view draws of the mesh, and how much it leaves out: nothing is ever dropped without being counted.
struct GraphPart: Hashable, Sendable {
  /// The cards and links that are drawn.
  var model: GraphModel
  /// Cards that are left out, or folded into another one.
  var hiddenCards = 0
  /// Links that are left out, or folded into another one.
  var hiddenLinks = 0
  /// The card that stands for each folded one.
  var folded: [CardID: CardID] = [:]
}
