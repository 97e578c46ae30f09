/// Whole percentages that always sum to 100 while one of them is moved.
///
/// What one row gains, the others lose in proportion to the weights they had when the row was taken hold of, so that
/// sliding a row to 100 and back again restores them. Shares are rounded by largest remainder, ties going to the upper
/// row: the same keys always give the same weights.
struct WeightDial: Hashable, Sendable {
  private(set) var weights: [Int]
  private(set) var locked: [Bool]
  /// The weights when the current row was taken hold of.
  private var anchor: [Int]
  private var held: Int?

  /// Any weights; scaled to sum to 100, or all to the first row when they sum to nothing.
  init(_ weights: [Int]) {
    let positive = weights.map { max(0, $0) }
    if positive.allSatisfy({ $0 == 0 }) {
      self.weights = positive.indices.map { $0 == 0 ? 100 : 0 }
    } else {
      self.weights = Self.apportion(100, by: positive.map(Double.init))
    }
    locked = weights.map { _ in false }
    anchor = self.weights
  }

  var count: Int { weights.count }

  /// The most that a row can take: everything that no other row has locked.
  func maximum(_ row: Int) -> Int {
    guard weights.indices.contains(row) else { return 0 }
    return 100 - weights.indices.reduce(0) { $0 + ($1 != row && locked[$1] ? weights[$1] : 0) }
  }

  /// The least that a row can take: 0, or what is left if nobody else can take it.
  func minimum(_ row: Int) -> Int {
    weights.indices.contains { $0 != row && !locked[$0] } ? 0 : maximum(row)
  }

  /// Moves a row to a weight, clamped to what the locks allow; false if the row could not be moved at all.
  @discardableResult
  mutating func set(_ row: Int, to wanted: Int) -> Bool {
    guard weights.indices.contains(row), !locked[row], minimum(row) < maximum(row) else { return false }
    take(row)
    let value = max(minimum(row), min(wanted, maximum(row)))
    let others = weights.indices.filter { $0 != row && !locked[$0] }
    let shares = Self.apportion(maximum(row) - value, by: others.map { Double(anchor[$0]) })
    weights[row] = value
    for (i, other) in others.enumerated() { weights[other] = shares[i] }
    return true
  }

  /// Moves a row by a step; false if it could not be moved.
  @discardableResult
  mutating func nudge(_ row: Int, by step: Int) -> Bool {
    guard weights.indices.contains(row) else { return false }
    let before = weights[row]
    return set(row, to: before + step) && weights[row] != before
  }

  /// A locked row keeps its weight whatever the others do.
  mutating func toggleLock(_ row: Int) {
    guard weights.indices.contains(row) else { return }
    locked[row].toggle()
    release()
  }

  /// Equal shares for all rows that are not locked.
  mutating func equalise() {
    let free = weights.indices.filter { !locked[$0] }
    let total = free.reduce(0) { $0 + weights[$1] }
    for (row, share) in zip(free, Self.apportion(total, by: free.map { _ in 1 })) { weights[row] = share }
    release()
  }

  /// Everything that is not locked to one row.
  @discardableResult
  mutating func giveAll(to row: Int) -> Bool {
    release()
    return set(row, to: maximum(row))
  }

  /// Forgets which row was held: the next move starts from the weights as they are.
  mutating func release() {
    held = nil
    anchor = weights
  }

  /// The same weights for rows that stand elsewhere or among others now; nil if a row that has some is gone.
  func carried(from old: [String], to new: [String]) -> WeightDial? {
    guard old != new else { return self }
    guard zip(old, weights).allSatisfy({ $0.1 == 0 || new.contains($0.0) }) else { return nil }
    func place(_ name: String) -> Int? { old.firstIndex(of: name).flatMap { weights.indices.contains($0) ? $0 : nil } }
    var dial = WeightDial(new.map { name in place(name).map { weights[$0] } ?? 0 })
    for (row, name) in new.enumerated() where place(name).map({ locked[$0] }) ?? false { dial.toggleLock(row) }
    return dial
  }

  private mutating func take(_ row: Int) {
    guard held != row else { return }
    anchor = weights
    held = row
  }

  /// Splits a total into whole parts in proportion to shares by the largest remainder; equally if all shares are 0.
  static func apportion(_ total: Int, by shares: [Double]) -> [Int] {
    guard !shares.isEmpty else { return [] }
    let sum = shares.reduce(0, +)
    let exact = shares.map { sum > 0 ? Double(total) * $0 / sum : Double(total) / Double(shares.count) }
    var parts = exact.map { Int($0.rounded(.down)) }
    var rest = total - parts.reduce(0, +)
    let order = exact.indices.sorted { a, b in
      let (x, y) = (exact[a] - Double(parts[a]), exact[b] - Double(parts[b]))
      return x != y ? x > y : a < b
    }
    for i in order where rest > 0 {
      parts[i] += 1
      rest -= 1
    }
    return parts
  }
}
