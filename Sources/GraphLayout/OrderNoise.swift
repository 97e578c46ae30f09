/// Small disturbances of an order, the same in every run.
struct OrderNoise {
  private var state: UInt64 = 0x2545_F491_4F6C_DD1D

  /// Swaps about one item in so many with another one nearby.
  mutating func disturb(_ items: inout [Int], oneIn share: Int) {
    if items.count < 2 { return }
    for _ in 0..<(items.count + next(below: share)) / share {
      let a = next(below: items.count)
      let b = min(max(a + next(below: 7) - 3, 0), items.count - 1)
      items.swapAt(a, b)
    }
  }

  private mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % bound
  }
}
