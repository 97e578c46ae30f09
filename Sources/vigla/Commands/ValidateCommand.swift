import ArgumentParser
import Foundation
import Report
import TrafficConfig

/// `vigla validate`: what istiod and the cross-object checks say about manifests.
struct ValidateCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check manifests as istiod would, and against each other.",
    discussion: """
      Objects of other kinds in the files, such as Service, Pod or Namespace, give the context for the checks across \
      objects; a check runs only where its context is given. Exits with 5 if there is an error, or a file has no object.

      Example: vigla validate -f routing.yaml -f services.yaml
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("A manifest file, - for stdin; may be repeated.", valueName: "file"))
  var filename: [String]

  @Option(name: .shortAndLong, help: "text or json.")
  var output: Format = .text

  func run() throws {
    var manifests = ManifestSet()
    for file in filename {
      let data =
        file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
      guard let data else { throw Failure("\(file): cannot be read") }
      try manifests.add(text: String(decoding: data, as: UTF8.self), of: file)
    }
    let messages = manifests.validate()
    switch output {
    case .text: print(ValidationReport.text(messages, files: manifests.files), terminator: "")
    case .json: print(ValidationReport.json(messages, files: manifests.files).serialized(pretty: true))
    }
    if messages.contains(where: { $0.level == .error }) { throw Exits.refused }
  }
}
