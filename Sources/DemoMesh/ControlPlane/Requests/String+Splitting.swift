extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return start < end ? String(self[start..<end]) : ""
  }

  /// What is before and after the first occurrence of a text; nil if it does not occur.
  func halves(at separator: String) -> (String, String)? {
    let source = Array(utf8)
    let needle = Array(separator.utf8)
    guard !needle.isEmpty, source.count >= needle.count else { return nil }
    for start in 0...(source.count - needle.count) where source[start] == needle[0] {
      guard source[start..<start + needle.count].elementsEqual(needle) else { continue }
      return (
        String(decoding: source[..<start], as: UTF8.self),
        String(decoding: source[(start + needle.count)...], as: UTF8.self)
      )
    }
    return nil
  }
}
