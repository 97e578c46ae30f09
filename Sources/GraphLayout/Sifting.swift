/// Moves single items of a layer to the place where their hops cross fewest others (Matuszewski and others 1999).
///
/// What an item costs at each place of its layer follows from one walk over the ends of all other hops: for each place
/// of the neighbouring layers it is noted how many more of the item's own ends lie before it than behind it.
struct Sifting {
  /// The ends of the hops of each item of the layer, one after the other; places in the layer to the right are counted
  /// on from those in the layer to the left.
  private var ends: [Int32] = []
  private var bounds: [Int32] = []
  /// The excess of the current item's ends before each place.
  private var excess: [Int32] = []

  /// Sifts every item of a layer once.
  ///
  /// - Parameters:
  ///   - items: the items of the layer in order; changed in place.
  ///   - leftWidth: the number of items in the layer to the left; likewise `rightWidth`.
  ///   - left: the neighbours of each item to the left; likewise `right`.
  ///   - position: the place of each item within its layer.
  /// - Returns: the crossings that are gone.
  /// - Complexity: O(items · (items and hops of the layer and its neighbours)).
  mutating func sift(
    _ items: inout [Int], leftWidth: Int, rightWidth: Int, left: Adjacency, right: Adjacency, position: [Int]
  ) -> Int {
    let count = items.count
    if count < 2 { return 0 }
    prepare(items, leftWidth: leftWidth, left: left, right: right, position: position)
    excess = Array(repeating: 0, count: leftWidth + rightWidth)
    var slots = (0..<count).map { Int32($0) }
    var gained = 0
    ends.withUnsafeBufferPointer { ends in
      bounds.withUnsafeBufferPointer { bounds in
        excess.withUnsafeMutableBufferPointer { excess in
          slots.withUnsafeMutableBufferPointer { slots in
            for slot in 0..<count where bounds[2 * slot] < bounds[2 * slot + 2] {
              Self.note(ends, Int(bounds[2 * slot]), Int(bounds[2 * slot + 1]), 0..<leftWidth, excess)
              Self.note(
                ends, Int(bounds[2 * slot + 1]), Int(bounds[2 * slot + 2]), leftWidth..<(leftWidth + rightWidth),
                excess)
              gained += Self.move(Int32(slot), ends, bounds, excess, slots)
            }
          }
        }
      }
    }
    if gained > 0 { items = slots.map { items[Int($0)] } }
    return gained
  }

  private mutating func prepare(
    _ items: [Int], leftWidth: Int, left: Adjacency, right: Adjacency, position: [Int]
  ) {
    ends.removeAll(keepingCapacity: true)
    bounds.removeAll(keepingCapacity: true)
    bounds.append(0)
    for item in items {
      for at in left.range(of: item) { ends.append(Int32(position[left.list[at]])) }
      bounds.append(Int32(ends.count))
      for at in right.range(of: item) { ends.append(Int32(position[right.list[at]] + leftWidth)) }
      bounds.append(Int32(ends.count))
    }
  }

  /// Notes for each place of a range the ends before it less those behind it.
  private static func note(
    _ ends: UnsafeBufferPointer<Int32>, _ start: Int, _ stop: Int, _ range: Range<Int>,
    _ excess: UnsafeMutableBufferPointer<Int32>
  ) {
    for place in range { excess[place] = 0 }
    if start == stop { return }
    for at in start..<stop { excess[Int(ends[at])] += 1 }
    var before = Int32(0)
    let all = Int32(stop - start)
    for place in range {
      let here = excess[place]
      excess[place] = 2 * before + here - all
      before += here
    }
  }

  /// Moves one item to its best place; the crossings that this removes.
  private static func move(
    _ slot: Int32, _ ends: UnsafeBufferPointer<Int32>, _ bounds: UnsafeBufferPointer<Int32>,
    _ excess: UnsafeMutableBufferPointer<Int32>, _ slots: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    // The cost of standing before each other item, up to a constant.
    var cost = 0
    var least = Int.max
    var best = 0
    var from = 0
    var own = 0
    for place in 0..<slots.count {
      let other = Int(slots[place])
      if other == Int(slot) {
        from = place
        own = cost
        // At its own place it stands before the next one.
        if cost <= least {
          least = cost
          best = place
        }
        continue
      }
      if cost < least {
        least = cost
        best = place
      }
      for at in Int(bounds[2 * other])..<Int(bounds[2 * other + 2]) { cost += Int(excess[Int(ends[at])]) }
    }
    if cost < least {
      least = cost
      best = slots.count
    }
    if least >= own { return 0 }
    // `best` counts places with the item still in the row.
    if best > from {
      for place in from..<(best - 1) { slots[place] = slots[place + 1] }
      slots[best - 1] = slot
    } else {
      for place in stride(from: from, to: best, by: -1) { slots[place] = slots[place - 1] }
      slots[best] = slot
    }
    return own - least
  }
}
