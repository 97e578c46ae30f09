/// What came back from the gateway.
struct ScenarioAnswer: Sendable {
  var status: Int
  /// Seconds.
  var latency: Double
}
