/// Requests for the gateway.
struct ScenarioLoad: Sendable {
  var count: Int
  /// How many are under way at once.
  var concurrency = 1
  var host = "bookinfo.example.com"
  var path = "/productpage"
  var headers: [String: String] = [:]
}
