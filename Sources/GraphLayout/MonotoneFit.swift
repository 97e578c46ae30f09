/// Isotonic regression by pooling adjacent violators: given wishes for each of a row of numbers that must not decrease,
/// the numbers that miss the wishes least in sum. Medians, not means, so that one strong or several agreeing wishes are
/// met exactly, and all in whole numbers.
struct MonotoneFit {
  /// Where a number wants to be, and how much.
  struct Wish {
    var value: Int
    var weight: Int
  }

  private var wishes: [Wish] = []
  private var scratch: [Wish] = []
  /// Pools of numbers that share a value; a pool's wishes stand together, sorted by value.
  private var pools: [(value: Int, start: Int, count: Int)] = []

  /// The fitted numbers.
  ///
  /// - Parameter wishesOf: per number at least one wish; a number without any gets the one of its predecessor.
  /// - Complexity: O(n log n) for n wishes where pools merge evenly, O(n²) at worst.
  mutating func fit(count: Int, wishesOf: (Int, inout [Wish]) -> Void) -> [Int] {
    wishes.removeAll(keepingCapacity: true)
    pools.removeAll(keepingCapacity: true)
    for number in 0..<count {
      let start = wishes.count
      wishesOf(number, &wishes)
      wishes[start...].sort { $0.value < $1.value }
      let fallback = pools.last?.value ?? 0
      pools.append((median(from: start) ?? fallback, start, 1))
      while pools.count > 1, pools[pools.count - 2].value > pools[pools.count - 1].value { mergeLastPools() }
    }
    var result: [Int] = []
    result.reserveCapacity(count)
    for pool in pools { result.append(contentsOf: repeatElement(pool.value, count: pool.count)) }
    return result
  }

  private mutating func mergeLastPools() {
    let last = pools.removeLast()
    let first = pools.removeLast()
    scratch.removeAll(keepingCapacity: true)
    var a = first.start
    var b = last.start
    while a < last.start || b < wishes.count {
      if b == wishes.count || (a < last.start && wishes[a].value <= wishes[b].value) {
        scratch.append(wishes[a])
        a += 1
      } else {
        scratch.append(wishes[b])
        b += 1
      }
    }
    for (at, wish) in scratch.enumerated() { wishes[first.start + at] = wish }
    let value = median(from: first.start) ?? first.value
    pools.append((value, first.start, first.count + last.count))
  }

  /// The weighted median of the wishes from `start` on; the middle of the interval where there is one.
  private func median(from start: Int) -> Int? {
    var total = 0
    for wish in wishes[start...] { total += wish.weight }
    var sum = 0
    for at in start..<wishes.count {
      sum += wishes[at].weight
      if sum * 2 < total { continue }
      if sum * 2 == total && at + 1 < wishes.count { return (wishes[at].value + wishes[at + 1].value) >> 1 }
      return wishes[at].value
    }
    return nil
  }
}
