import Testing

@Suite("Scenarios, on the simulated data plane")
struct SimulatedScenarioTests {
  @Test(arguments: Scenario.all)
  func holds(_ scenario: Scenario) async throws {
    let mesh = try SimulatedScenarioMesh()
    try await scenario.prepare(mesh)
    try await scenario.run(mesh)
  }
}
