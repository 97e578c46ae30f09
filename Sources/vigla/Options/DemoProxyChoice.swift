import ArgumentParser
import DemoMesh
import Settings

/// The value of `--proxies`.
enum DemoProxyChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case simulated, envoy

  /// What to run the demo with.
  ///
  /// - Throws: `Failure` with the command that installs Envoy, where there is none.
  func dataPlane(_ environment: [String: String]) throws -> DemoOptions.DataPlane {
    guard self == .envoy else { return .simulated }
    let paths = XDGPaths(environment: environment)
    do throws(EnvoyBinaryError) {
      let binary = try EnvoyBinary.find(environment: environment, data: paths.data)
      return .envoy(EnvoyOptions(binary: binary, logs: XDGPaths.joined(paths.state, "envoy")))
    } catch {
      throw Failure(error.description)
    }
  }
}
