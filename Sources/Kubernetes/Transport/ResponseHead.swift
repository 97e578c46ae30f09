import NIOHTTP1

/// The status line and the headers that a caller may want.
public struct ResponseHead: Sendable, Hashable {
  public let status: Int
  /// In lower case, without parameters; empty if the server sent none.
  public let contentType: String
  /// The `Retry-After` header in seconds; dates are not read.
  public let retryAfter: Double?
  /// Finds the request in the API server's audit log.
  public let auditID: String?
  /// The texts of the `Warning` headers, each once.
  public let warnings: [String]

  var isSuccess: Bool { (200..<300).contains(status) }

  init(status: Int, headers: HTTPHeaders) {
    self.status = status
    let type = headers.first(name: "content-type") ?? ""
    contentType = String(type.prefix { $0 != ";" }).trimmingSpaces().lowercased()
    retryAfter = headers.first(name: "retry-after").flatMap { Double($0) }.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    auditID = headers.first(name: "audit-id").map(DisplayText.oneLine)
    var texts: [String] = []
    for value in headers["warning"] {
      for text in Self.warnings(in: value) where !text.isEmpty && !texts.contains(text) { texts.append(text) }
    }
    warnings = texts
  }

  /// The texts of one `Warning` header: `299 - "text", 299 - "text"`, with `\"` and `\\` in a text (RFC 7234, section
  /// 5.5). What is not of this form is taken whole.
  static func warnings(in value: String) -> [String] {
    var texts: [String] = []
    var text: String?
    var isEscaped = false
    for character in value {
      switch (text, character) {
      case (nil, "\""): text = ""
      case (nil, _): continue
      case (_?, _) where isEscaped:
        text?.append(character)
        isEscaped = false
      case (_?, "\\"): isEscaped = true
      case (let done?, "\""):
        texts.append(DisplayText.oneLine(done))
        text = nil
      case (_?, _): text?.append(character)
      }
    }
    // The date that may follow a text is in quotes as well; the API server sends none.
    return texts.isEmpty ? [DisplayText.oneLine(value)] : texts
  }
}
