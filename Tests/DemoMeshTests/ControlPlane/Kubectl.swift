import Foundation
import Testing

@testable import DemoMesh

/// The real kubectl with the kubeconfig of a demo that runs for one test.
struct Kubectl: Sendable {
  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  private let kubeconfig: String
  private let home: String

  private static let path: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
    return folders.map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// In continuous integration a missing kubectl must fail, not skip.
  static var isUsable: Bool { path != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

  static func run(_ body: (Kubectl) async throws -> Void) async throws {
    let demo = try await Demo.start(DemoOptions(rate: 20))
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("kubectl-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    do {
      try await body(Kubectl(kubeconfig: demo.kubeconfigPath, home: home))
    } catch {
      await demo.stop()
      throw error
    }
    await demo.stop()
  }

  @discardableResult
  func callAsFunction(
    _ arguments: String..., input: String? = nil, environment: [String: String] = [:]
  ) async throws -> Result {
    try await self(arguments, input: input, environment: environment)
  }

  @discardableResult
  func callAsFunction(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
  ) async throws -> Result {
    let path = try #require(Self.path, "kubectl is not on the PATH")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = [
      "KUBECONFIG": kubeconfig, "HOME": home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ].merging(environment) { $1 }
    // Files rather than pipes: nothing to fill up while nobody reads.
    let name = "\(home)/\(UUID().uuidString)"
    for suffix in ["in", "out", "err"] {
      let contents = suffix == "in" ? Data((input ?? "").utf8) : nil
      try #require(FileManager.default.createFile(atPath: "\(name).\(suffix)", contents: contents))
    }
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(name).in"))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(name).out"))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(name).err"))
    let status = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    return Result(
      status: status, output: try String(contentsOfFile: "\(name).out", encoding: .utf8),
      errors: try String(contentsOfFile: "\(name).err", encoding: .utf8))
  }
}

extension String {
  /// With every occurrence of a text replaced.
  func replacing(_ old: String, _ new: String) -> String { replacingOccurrences(of: old, with: new) }
}
