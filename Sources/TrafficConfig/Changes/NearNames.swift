/// Finds what somebody meant who typed a name wrongly.
public enum NearNames {
  /// Those of the names that begin with the text, or are at most two letters away from it, the nearest first; at most
  /// three.
  ///
  /// - Complexity: O(names · letters²).
  public static func of(_ text: String, among names: some Sequence<String>) -> [String] {
    let allowed = text.count < 4 ? 1 : 2
    let near = Set(names).compactMap { name -> (name: String, distance: Int)? in
      let distance = distance(text, name)
      guard distance <= allowed || (text.count > 2 && name.hasPrefix(text)) else { return nil }
      return (name, distance)
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// How many letters have to be put in, taken out or replaced (Levenshtein).
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
