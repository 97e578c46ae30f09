import Documents

/// Responses of the demo's applications.
enum AppReply {
  static func json(_ value: JSONValue, status: Int = 200) -> APIReply {
    APIReply(status: status, contentType: "application/json", bytes: value.serializedBytes())
  }

  static func html(_ text: String, status: Int = 200) -> APIReply {
    APIReply(status: status, contentType: "text/html; charset=utf-8", bytes: Array(text.utf8))
  }

  /// What a health check gets.
  static func healthy(_ server: AppServer) -> APIReply {
    json(["status": .string("\(server.app) is healthy"), "podname": .string(server.pod)])
  }

  static func notFound(_ request: APIRequest) -> APIReply {
    json(["error": .string("there is no page \(request.rawPath)")], status: 404)
  }
}
