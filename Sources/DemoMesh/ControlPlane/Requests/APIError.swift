import Documents

/// An error as the API answers it: a Status body.
struct APIError: Error, Sendable {
  var code: Int
  /// Empty where the API gives none.
  var reason: String
  var message: String
  /// nil where the API gives no details at all.
  var details: JSONObject?
  var headers: [(name: String, value: String)] = []
  /// For an expired list: a token to go on with what is there now.
  var continuation: String?

  init(_ code: Int, _ reason: String, _ message: String, details: JSONObject? = nil) {
    self.code = code
    self.reason = reason
    self.message = message
    self.details = details
  }

  /// The Status object; the order of keys is the API's.
  var status: JSONValue {
    var status: JSONObject = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
    ]
    if let continuation { status["metadata"] = ["continue": .string(continuation)] }
    if !reason.isEmpty { status["reason"] = .string(reason) }
    if let details { status["details"] = .object(details) }
    status["code"] = JSONValue(code)
    return .object(status)
  }

  var reply: APIReply {
    var reply = APIReply(status: code, contentType: "application/json", bytes: status.serializedBytes())
    reply.body = .bytes(status.serializedBytes() + [UInt8(ascii: "\n")])
    reply.headers += headers
    return reply
  }
}
