import Documents
import Foundation
import Testing

/// The files of `samples`.
@Suite(.needsKubectl, .demo("--rate", "5"))
struct SampleTests {
  private static let all = Sample.names(in: "course") + Sample.names(in: "edits") + ["by-hand.yaml"]

  /// The Services, pods and Namespaces of Bookinfo, for the checks across objects.
  private static func context(_ demo: HeadlessDemo) throws -> String {
    let list = try demo.kubectl("get", "services,pods,replicasets,deployments,namespaces", "-A", "-o", "json")
    try #require(list.status == 0, "\(list.errors)")
    return list.text
  }

  @Test(arguments: all)
  func `A sample is valid among the objects of Bookinfo`(name: String) throws {
    let demo = try RunningDemo.current
    let output = try demo.vigla(
      ["validate", "-f", try Sample(name).path, "-f", "-", "-o", "json"], input: try Self.context(demo))
    #expect(output.status == 0, "\(output.errors)")
    #expect(try JSONValue(parsing: output.text) == [], "\(output.text)")
  }

  @Test func `Every sample is told of, and every command of the contract has one`() throws {
    let names = Sample.names(in: "course") + Sample.names(in: "edits")
    let readme = try String(
      contentsOf: URL(fileURLWithPath: try Sample("by-hand.yaml").path).deletingLastPathComponent()
        .appendingPathComponent("README.md"), encoding: .utf8)
    for name in names + ["by-hand.yaml"] {
      #expect(readme.contains("(\(name))"), "\(name)")
      for command in try Sample(name).commands { #expect(readme.contains(command.joined(separator: " "))) }
    }
    let commands = Set(try names.flatMap { try Sample($0).commands.compactMap(\.first) })
    let edits: Set<String> = [
      "canary", "cors", "expose", "fault", "header", "mirror", "policy", "redirect", "reset", "respond", "retry",
      "rewrite", "route", "shift", "timeout",
    ]
    #expect(commands == edits)
  }

  @Test func `The sample of the settings is what the program writes`() throws {
    let output = try #require(Tools.run(Tools.vigla, ["info", "--sample-config"], environment: [:]))
    let file = Sample.folder.appendingPathComponent("config.yaml")
    #expect(try String(contentsOf: file, encoding: .utf8) == output.text)
  }
}
