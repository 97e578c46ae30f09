extension GraphDrawing {
  /// The node that an arrow key leads to: left and right follow the edges to the nearest caller or callee on that
  /// side, else to the nearest node of the next layer there; up and down go through the layer in order, then to the
  /// nearest node of another layer that lies in that direction. Every node can be reached from every other.
  ///
  /// Nil when there is nothing on that side, or no such node.
  ///
  /// - Complexity: O(nodes + edges).
  public func neighbour(of id: ID, direction: StepDirection) -> ID? {
    guard let from = nodes[id], let layer = layers[id] else { return nil }
    switch direction {
    case .up, .down: return vertical(from: from, id: id, layer: layer, down: direction == .down)
    case .left, .right: return horizontal(from: from, id: id, layer: layer, right: direction == .right)
    }
  }

  private func vertical(from: CellRect, id: ID, layer: Int, down: Bool) -> ID? {
    var best: (key: (Int, Int, Int), id: ID)?
    for (other, rect) in nodes where other != id {
      let distance = down ? rect.y - from.y : from.y - rect.y
      guard distance > 0, let column = layers[other] else { continue }
      let key = (abs(column - layer), distance, column)
      if best.map({ key < $0.key }) ?? true { best = (key, other) }
    }
    return best?.id
  }

  private func horizontal(from: CellRect, id: ID, layer: Int, right: Bool) -> ID? {
    let onThatSide = layers.values.filter { right ? $0 > layer : $0 < layer }
    guard let adjacent = right ? onThatSide.min() : onThatSide.max() else { return nil }
    if let bridge = bridge(from: layer, to: adjacent), bridge.from == id { return bridge.to }
    var linked: Set<ID> = []
    for edge in edges {
      if edge.source == id { linked.insert(edge.target) } else if edge.target == id { linked.insert(edge.source) }
    }
    var best: (key: (Int, Int, Int, Int), id: ID)?
    for (other, rect) in nodes {
      guard let column = layers[other], right ? column > layer : column < layer else { continue }
      let key = (
        linked.contains(other) ? 0 : 1, abs(column - layer), abs(rect.middleY - from.middleY), rect.y
      )
      if best.map({ key < $0.key || (key == $0.key && other < $0.id) }) ?? true { best = (key, other) }
    }
    return best?.id
  }

  /// Two layers that no edge joins directly would be skipped by every step along edges; their two closest nodes lead
  /// to each other instead. Nil when an edge joins the layers.
  private func bridge(from layer: Int, to adjacent: Int) -> (from: ID, to: ID)? {
    let isJoined = edges.contains { edge in
      let ends = (layers[edge.source], layers[edge.target])
      return ends == (layer, adjacent) || ends == (adjacent, layer)
    }
    if isJoined { return nil }
    let (low, high) = (min(layer, adjacent), max(layer, adjacent))
    var best: (key: (Int, Int, Int), low: ID, high: ID)?
    let right = nodes.filter { layers[$0.key] == high }
    for (a, rectA) in nodes where layers[a] == low {
      for (b, rectB) in right {
        let key = (abs(rectA.middleY - rectB.middleY), rectA.y, rectB.y)
        if best.map({ key < $0.key }) ?? true { best = (key, a, b) }
      }
    }
    guard let best else { return nil }
    return layer == low ? (best.low, best.high) : (best.high, best.low)
  }
}
