import Documents
import NIOHTTP1

/// What a server answered.
struct TestResponse: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
  /// The body as JSON; null if it is none.
  var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
  var message: String { json["message"]?.string ?? "" }
  var reason: String? { json["reason"]?.string }
  var causes: [JSONValue] { json["details"]?["causes"]?.array ?? [] }
  var items: [JSONValue] { json["items"]?.array ?? [] }
}
