import FoundationEssentials
import Glibc

@testable import Kubernetes

/// A folder of scripts that stand for exec plugins, removed with the object.
final class PluginFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "vigla-plugins-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ text: String, _ name: String) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
    return file
  }

  func read(_ name: String) -> String {
    FileAccess.read(path + "/" + name).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Writes a shell script and gives its path.
  @discardableResult
  func script(_ body: String, _ name: String = "plugin") throws -> String {
    let file = try write("#!/bin/sh\n" + body + "\n", name)
    chmod(file, 0o755)
    return file
  }

  /// A plugin that is one of the scripts, with PATH as the tests have it.
  func plugin(
    _ command: String? = nil, arguments: [String] = [], added: [String: String] = [:], installHint: String = "",
    interaction: ExecPlugin.Interaction = .never, apiVersion: String = ExecPlugin.apiVersions[0],
    clusterInfo: String? = nil
  ) -> ExecPlugin {
    ExecPlugin(
      apiVersion: apiVersion, command: command ?? path + "/plugin", arguments: arguments.map(Secret.init),
      environment: ["PATH": Secret("/usr/bin:/bin"), "FOLDER": Secret(path)], added: added.mapValues(Secret.init),
      installHint: installHint, interaction: interaction, clusterInfo: clusterInfo.map(Secret.init), userName: "ann")
  }

  /// What a plugin prints.
  static func credential(
    _ status: String, apiVersion: String = ExecPlugin.apiVersions[0]
  ) -> String {
    #"{"kind":"ExecCredential","apiVersion":"\#(apiVersion)","status":{\#(status)}}"#
  }
}

extension PluginTerminal {
  /// Where there is no terminal at all.
  static var none: PluginTerminal { PluginTerminal { false } }
}
