/// One media range of an Accept header, or a Content-Type.
struct MediaType: Sendable, Hashable {
  /// Such as `application/json`, in lower case.
  var name: String
  var parameters: [String: String]

  /// nil for a text that is not `type/subtype[;key=value]...`.
  init?(_ text: String) {
    let parts = text.split(separator: ";").map { String($0).trimmed }
    guard let first = parts.first, first.contains("/") else { return nil }
    name = first.lowercased()
    parameters = [:]
    for part in parts.dropFirst() {
      guard let (key, value) = part.halves(at: "=") else { continue }
      parameters[key.trimmed.lowercased()] = value.trimmed
    }
  }

  /// The ranges of an Accept header, the preferred first; an absent or empty header accepts everything.
  static func accepted(_ header: String?) -> [MediaType] {
    let ranges = (header ?? "").split(separator: ",").compactMap { MediaType(String($0)) }
    guard !ranges.isEmpty else { return [MediaType("*/*")].compactMap { $0 } }
    func weight(_ range: MediaType) -> Double { range.parameters["q"].flatMap { Double($0) } ?? 1 }
    return ranges.enumerated().sorted { a, b in
      (weight(b.element), a.offset) < (weight(a.element), b.offset)
    }.map(\.element)
  }
}
