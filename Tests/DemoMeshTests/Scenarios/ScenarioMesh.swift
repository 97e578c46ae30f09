import DemoMesh

/// A Bookinfo mesh that a scenario is run on, whatever its proxies are made of.
protocol ScenarioMesh {
  /// Puts these objects, as YAML, in the place of all before; returns when the proxies go by them.
  func apply(_ yaml: String) async throws
  /// Changes what a workload of the default namespace does.
  func change(_ workload: String, _ change: @Sendable (inout WorkloadBehaviour) -> Void) async throws
  /// Sends requests to the gateway and waits for the answers, in the order in which they come.
  func send(_ load: ScenarioLoad) async throws -> [ScenarioAnswer]
  /// What the proxies have counted since the scenario began, requests still under way included as soon as they end.
  func tally() async throws -> [ScenarioRow]
}

extension ScenarioMesh {
  /// Sends the load and tells what the proxies counted.
  func counting(_ load: ScenarioLoad) async throws -> [ScenarioRow] {
    _ = try await send(load)
    return try await tally()
  }
}
