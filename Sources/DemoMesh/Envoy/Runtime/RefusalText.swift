/// Finds in a proxy's log why it refused its configuration; requests carry no reason.
enum RefusalText {
  /// The reason in the newest line about resources of a type.
  static func reason(in log: String, for type: XDSType) -> String? {
    for line in log.split(separator: "\n").reversed() {
      guard let mark = range(of: "rejected: ", in: line) else { continue }
      let before = line[..<mark.lowerBound]
      guard before.contains(type.path) || !before.contains("/v3/discovery:") else { continue }
      let reason = line[mark.upperBound...]
      return String(reason.prefix(600)).trimmed
    }
    return nil
  }

  private static func range(of needle: String, in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(needle) { return start..<text.index(start, offsetBy: needle.count) }
      start = text.index(after: start)
    }
    return nil
  }
}
