/// Neighbour lists in one array.
struct Adjacency {
  private let starts: [Int]
  /// All lists one after the other; `range(of:)` tells which part belongs to an item.
  let list: [Int]

  /// The lists of `count` items: `pairs` are (item, neighbour), kept in their order.
  init(count: Int, pairs: [(Int, Int)]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for (item, _) in pairs { starts[item + 1] += 1 }
    for item in 0..<count { starts[item + 1] += starts[item] }
    var next = starts
    var list = [Int](repeating: 0, count: pairs.count)
    for (item, neighbour) in pairs {
      list[next[item]] = neighbour
      next[item] += 1
    }
    self.starts = starts
    self.list = list
  }

  /// The number of items.
  var count: Int { starts.count - 1 }

  subscript(item: Int) -> ArraySlice<Int> { list[starts[item]..<starts[item + 1]] }

  /// Where an item's neighbours stand in `list`: for loops too hot for a slice.
  func range(of item: Int) -> Range<Int> { starts[item]..<starts[item + 1] }

  func degree(_ item: Int) -> Int { starts[item + 1] - starts[item] }
}
