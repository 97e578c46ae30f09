/// What something answered that is no Kubernetes API, in an operator's words.
///
/// Of the answer itself only a page's title is told: anything else may hold what is nobody's business.
struct ForeignAnswer {
  /// In lower case, without parameters; empty where none was sent.
  var contentType: String
  /// The beginning of the body, as far as it is there.
  var body: [UInt8]

  /// Bytes in which a title is looked for.
  private static let searched = 4_096
  private static let longestTitle = 60

  /// Such as `an HTML page titled “Sign in”`.
  var words: String {
    let text = String(decoding: body.prefix(Self.searched), as: UTF8.self)
    let start = text.trimmingSpaces().prefix(15).lowercased()
    let isPage = contentType.contains("html") || start.hasPrefix("<!doctype") || start.hasPrefix("<html")
    guard isPage else {
      let kind = DisplayText.oneLine(contentType)
      return kind.isEmpty || contentType.contains("json") ? "something that is not JSON" : "\(kind) that is not JSON"
    }
    return Self.title(of: text).map { "an HTML page titled “\($0)”" } ?? "an HTML page"
  }

  private static func title(of page: String) -> String? {
    let lower = page.lowercased()
    // Letters whose other case has another length would shift the places.
    guard lower.utf8.count == page.utf8.count, let tag = lower.firstRange(of: "<title"),
      let open = lower[tag.upperBound...].firstIndex(of: ">"), let end = lower[open...].firstRange(of: "</title")
    else { return nil }
    let bytes = Array(page.utf8)
    let from = lower.utf8.distance(from: lower.startIndex, to: open) + 1
    let to = lower.utf8.distance(from: lower.startIndex, to: end.lowerBound)
    let title = DisplayText.oneLine(String(decoding: bytes[from..<to], as: UTF8.self))
    guard !title.isEmpty else { return nil }
    return title.count > longestTitle ? title.prefix(longestTitle) + "…" : title
  }
}
