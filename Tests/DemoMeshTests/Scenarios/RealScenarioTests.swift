import Testing

/// The same table on real proxies. Without Envoy it is skipped; in continuous integration that is a failure.
@Suite(
  "Scenarios, on real proxies", .enabled(if: EnvoyValidator.isUsable, EnvoyValidator.hint), .realScenarios,
  .serialized)
struct RealScenarioTests {
  @Test(arguments: Scenario.all)
  func holds(_ scenario: Scenario) async throws {
    let mesh = try RealScenarios.mesh
    try await scenario.prepare(mesh)
    try await mesh.begin()
    try await scenario.run(mesh)
  }
}
