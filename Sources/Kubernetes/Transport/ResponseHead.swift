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
  /// The texts of the `Warning` headers.
  public let warnings: [String]

  var isSuccess: Bool { (200..<300).contains(status) }

  init(status: Int, headers: HTTPHeaders) {
    self.status = status
    let type = headers.first(name: "content-type") ?? ""
    contentType = String(type.prefix { $0 != ";" }).trimmingSpaces().lowercased()
    retryAfter = headers.first(name: "retry-after").flatMap { Double($0) }.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    auditID = headers.first(name: "audit-id").map(DisplayText.oneLine)
    warnings = headers[canonicalForm: "warning"].map { DisplayText.oneLine(String($0)) }
  }
}
