/// The shortest edit script between two lists (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
enum MyersDiff {
  /// Beyond this many edits the rest is told as removed and added: exactness no longer helps a reader.
  private static let maximumEdits = 2000

  /// One step per line: in both, removed, or added; removals come before additions.
  ///
  /// - Complexity: O((n + m) d) time and O(d²) memory for d edits.
  static func steps<Element: Equatable>(_ old: [Element], _ new: [Element]) -> [DiffLine.Kind] {
    if old.isEmpty || new.isEmpty { return replacement(old.count, new.count) }
    let limit = min(old.count + new.count, maximumEdits)
    let offset = limit + 1
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    var trace: [[Int]] = []
    for edits in 0...limit {
      trace.append(Array(furthest[(offset - edits)...(offset + edits)]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let isDown =
          diagonal == -edits
          || (diagonal != edits && furthest[offset + diagonal - 1] < furthest[offset + diagonal + 1])
        var x = isDown ? furthest[offset + diagonal + 1] : furthest[offset + diagonal - 1] + 1
        var y = x - diagonal
        while x < old.count, y < new.count, old[x] == new[y] {
          x += 1
          y += 1
        }
        furthest[offset + diagonal] = x
        if x >= old.count, y >= new.count { return backtrack(trace, old.count, new.count) }
      }
    }
    return replacement(old.count, new.count)
  }

  private static func replacement(_ removed: Int, _ added: Int) -> [DiffLine.Kind] {
    Array(repeating: .removed, count: removed) + Array(repeating: .added, count: added)
  }

  /// `trace[d]` holds the furthest x of the diagonals -d...d before round d.
  private static func backtrack(_ trace: [[Int]], _ oldCount: Int, _ newCount: Int) -> [DiffLine.Kind] {
    var steps: [DiffLine.Kind] = []
    var x = oldCount
    var y = newCount
    for edits in trace.indices.reversed() {
      let row = trace[edits]
      let diagonal = x - y
      func value(_ diagonal: Int) -> Int { row[diagonal + edits] }
      var fromX = 0
      var fromY = 0
      if edits > 0 {
        let isDown = diagonal == -edits || (diagonal != edits && value(diagonal - 1) < value(diagonal + 1))
        let previous = isDown ? diagonal + 1 : diagonal - 1
        fromX = value(previous)
        fromY = fromX - previous
      }
      while x > fromX, y > fromY {
        steps.append(.context)
        x -= 1
        y -= 1
      }
      if edits > 0 { steps.append(x == fromX ? .added : .removed) }
      x = fromX
      y = fromY
    }
    return ordered(steps.reversed())
  }

  /// Within a run of changes, removals first: easier to read, and the script means the same.
  private static func ordered(_ steps: [DiffLine.Kind]) -> [DiffLine.Kind] {
    var result: [DiffLine.Kind] = []
    var added = 0
    for step in steps {
      switch step {
      case .added: added += 1
      case .removed: result.append(.removed)
      case .context:
        result.append(contentsOf: repeatElement(.added, count: added))
        added = 0
        result.append(.context)
      }
    }
    result.append(contentsOf: repeatElement(.added, count: added))
    return result
  }
}
