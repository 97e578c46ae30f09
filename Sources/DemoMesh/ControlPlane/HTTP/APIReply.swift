/// One HTTP response.
struct APIReply: Sendable {
  /// What follows the head.
  enum Body: Sendable {
    case bytes([UInt8])
    /// Sent chunk by chunk as it comes; `cancel` is called when the client goes away.
    case stream(AsyncStream<[UInt8]>, cancel: @Sendable () -> Void)
  }

  var status: Int
  var headers: [(name: String, value: String)]
  var body: Body

  init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A whole body of one content type.
  init(status: Int = 200, contentType: String, bytes: [UInt8]) {
    self.init(status: status, headers: [("Content-Type", contentType)], body: .bytes(bytes))
  }

  /// A plain text body.
  static func text(_ text: String, status: Int = 200) -> APIReply {
    APIReply(status: status, contentType: "text/plain; charset=utf-8", bytes: Array(text.utf8))
  }
}
