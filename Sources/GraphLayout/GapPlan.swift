/// The ends of all lines in the gap behind a layer.
struct GapPlan {
  /// A piece of an edge that goes through the gap.
  struct Hop {
    var edge: Int
    var leftItem: Int
    /// The item in the next layer; in this layer for an edge within it.
    var rightItem: Int
    /// An edge within the layer: both its ends are left ports.
    var isFlat: Bool
    /// An index into `leftPorts`.
    var left = -1
    /// An index into `rightPorts`; into `leftPorts` if `isFlat`.
    var right = -1
  }

  var hops: [Hop]
  var leftPorts: [Port] = []
  var rightPorts: [Port] = []
}
