import Foundation
import Testing

/// What is made from the definitions of the commands: help, manual page, completions.
@Suite struct HelpTests {
  private static let manual = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/man/vigla.1").standardizedFileURL

  private struct Tree: Decodable {
    struct Command: Decodable {
      var commandName: String
      var discussion: String?
      var subcommands: [Command]?
    }
    var command: Command
  }

  private func vigla(_ arguments: String...) throws -> String {
    let output = try #require(Tools.run(Tools.vigla, arguments))
    #expect(output.status == 0, "\(output.errors)")
    return output.text
  }

  @Test func `Every command has an example of itself`() throws {
    let tree = try JSONDecoder().decode(Tree.self, from: Data(try vigla("--experimental-dump-help").utf8))
    let commands = (tree.command.subcommands ?? []).filter { $0.commandName != "help" }
    #expect(commands.count > 20)
    for command in commands {
      let text = command.discussion ?? ""
      #expect(text.contains("Example"), "\(command.commandName)")
      #expect(text.contains("vigla \(command.commandName)"), "\(command.commandName)")
    }
    #expect(tree.command.discussion?.contains("Examples:") == true)
  }

  /// With `VIGLA_RECORD` set the page is written anew.
  @Test func `The manual page is that of the commands, and groff reads it`() throws {
    let page = try vigla("info", "--man-page")
    if ProcessInfo.processInfo.environment["VIGLA_RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: Self.manual.deletingLastPathComponent(), withIntermediateDirectories: true)
      try page.write(to: Self.manual, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.manual, encoding: .utf8) == page, "run the tests once with VIGLA_RECORD=1")
    for name in ["graph", "shift", "canary", "undo"] { #expect(page.contains("\n.SS \(name)\n")) }
    // A word longer than a line, such as a command to copy, stays whole.
    guard let groff = Tools.find("groff") else { return }
    let output = try #require(Tools.run(groff, ["-man", "-Tutf8", "-ww", "-Wbreak", Self.manual.path]))
    #expect(output.status == 0)
    #expect(output.errors == "")
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `Completions are made, and the shell reads them`(shell: String) throws
  {
    let script = try vigla("--generate-completion-script", shell)
    for word in ["shift", "sample-config", "theme"] { #expect(script.contains(word), "\(word)") }
    guard let program = Tools.find(shell) else { return }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-\(UUID().uuidString).\(shell)")
    defer { try? FileManager.default.removeItem(at: file) }
    try script.write(to: file, atomically: true, encoding: .utf8)
    let output = try #require(Tools.run(program, [shell == "fish" ? "--no-execute" : "-n", file.path]))
    #expect(output.status == 0, "\(output.errors)")
    #expect(output.errors == "")
  }

  @Test func `Info tells every path and what is not there, and names near misses`() throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-info-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: home) }
    let themes = home.appendingPathComponent("config/vigla/themes")
    try FileManager.default.createDirectory(at: themes, withIntermediateDirectories: true)
    try "".write(to: themes.appendingPathComponent("night.yml"), atomically: true, encoding: .utf8)
    try "thme: dark\n".write(
      to: home.appendingPathComponent("config/vigla/config.yaml"), atomically: true, encoding: .utf8)
    let output = try #require(
      Tools.run(
        Tools.vigla, ["info"],
        environment: [
          "XDG_CONFIG_HOME": home.path + "/config", "XDG_STATE_HOME": home.path + "/state",
          "KUBECONFIG": "/nowhere/a:/nowhere/b",
        ]))
    #expect(output.status == 0)
    #expect(output.text.contains("settings    \(home.path)/config/vigla/config.yaml\n"))
    #expect(output.text.contains("journal     \(home.path)/state/vigla/journal.jsonl  (not there)\n"))
    #expect(output.text.contains("kubeconfig  /nowhere/b  (not there)\n"))
    #expect(output.errors.contains("config.yaml:1:1: there is no setting 'thme'; did you mean 'theme'?"))
    #expect(output.errors.contains("night.yml: is not read: name it night.yaml"))
  }

  @Test func `The sample is a configuration without complaints`() throws {
    let sample = try vigla("info", "--sample-config")
    #expect(sample.contains("\n#theme: dark\n"))
    #expect(sample.contains("\n#    weights: \"w\""))
  }
}
