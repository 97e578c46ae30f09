/// Matching of names against patterns in which `*` stands for any characters.
enum Wildcard {
  /// - Complexity: O(pattern · text).
  static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
    var p = pattern.startIndex
    var t = text.startIndex
    var lastStar: (pattern: Int, text: Int)?
    while t < text.endIndex {
      if p < pattern.endIndex, pattern[p] == "*" {
        lastStar = (p, t)
        p += 1
      } else if p < pattern.endIndex, pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let star = lastStar {
        // The star takes one more character.
        p = star.pattern + 1
        t = star.text + 1
        lastStar = (star.pattern, t)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
