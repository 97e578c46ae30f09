/// The key of an edge.
struct EdgeEnds<ID: Hashable & Sendable>: Hashable, Sendable {
  var source: ID
  var target: ID
}
