/// Finds what somebody may have meant.
public enum NearMiss {
  /// `; did you mean 'x'?` for the nearest of the names, if one is near enough; else an empty text.
  static func suggestion(for word: String, among names: [String]) -> String {
    guard let best = nearest(to: word, among: names) else { return "" }
    return "; did you mean '\(best)'?"
  }

  /// The name with the fewest edits, at most a third of the word's letters; case does not count.
  public static func nearest(to word: String, among names: [String]) -> String? {
    let wanted = Array(word.lowercased())
    let limit = max(1, wanted.count / 3)
    var best: (name: String, edits: Int)?
    for name in names {
      let edits = distance(wanted, Array(name.lowercased()))
      if edits <= limit, edits < best?.edits ?? Int.max { best = (name, edits) }
    }
    return best?.name
  }

  /// Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours.
  ///
  /// - Complexity: O(n·m).
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
