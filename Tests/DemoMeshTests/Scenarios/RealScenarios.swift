import Foundation
import Testing

@testable import DemoMesh

/// Real proxies for the scenarios of a suite, started before the first and stopped after the last.
struct RealScenarios: SuiteTrait, TestScoping {
  @TaskLocal private static var current: RealScenarioMesh?

  /// The mesh of the suite that runs.
  static var mesh: RealScenarioMesh {
    get throws { try #require(current, "the suite lacks the trait .realScenarios") }
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let binary = try #require(EnvoyValidator.binary, EnvoyValidator.hint)
    let logs = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-logs-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: logs) }
    let mesh = try await RealScenarioMesh(options: EnvoyOptions(binary: binary, logs: logs))
    do {
      try await Self.$current.withValue(mesh) { try await function() }
    } catch {
      await mesh.stop()
      throw error
    }
    await mesh.stop()
  }
}

extension Trait where Self == RealScenarios {
  /// One mesh of real proxies for the suite; its tests find it as `RealScenarios.mesh`.
  static var realScenarios: Self { RealScenarios() }
}
