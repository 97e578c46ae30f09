/// A `StringMatch` made ready for many comparisons.
enum CompiledText: Sendable {
  case exact(String)
  case prefix(String)
  case exactIgnoringCase(String)
  case prefixIgnoringCase(String)
  case regex(RE2Pattern)
  case present
  /// An expression that does not compile matches nothing.
  case never

  init(_ match: StringMatch, ignoringCase: Bool = false) {
    switch match {
    case .exact(let text): self = ignoringCase ? .exactIgnoringCase(text.lowercased()) : .exact(text)
    case .prefix(let text): self = ignoringCase ? .prefixIgnoringCase(text.lowercased()) : .prefix(text)
    case .regex(let text): self = (try? RE2Pattern(text)).map(CompiledText.regex) ?? .never
    case .present: self = .present
    }
  }

  /// - Parameter text: nil if the request has no such header or parameter.
  func matches(_ text: String?) -> Bool {
    guard let text else { return false }
    return switch self {
    case .exact(let wanted): text == wanted
    case .prefix(let wanted): text.utf8.starts(with: wanted.utf8)
    case .exactIgnoringCase(let wanted): text.lowercased() == wanted
    case .prefixIgnoringCase(let wanted): text.lowercased().utf8.starts(with: wanted.utf8)
    case .regex(let pattern): pattern.matchesWhole(text)
    case .present: true
    case .never: false
    }
  }
}
