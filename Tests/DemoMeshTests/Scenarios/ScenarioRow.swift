/// What the proxies of a scenario's mesh counted under one set of labels.
struct ScenarioRow: RequestRow, Sendable {
  /// `unknown` where the proxy knew no value.
  var labels: [String: String]
  var count: Int
}
