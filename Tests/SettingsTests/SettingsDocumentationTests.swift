import Cells
import Foundation
import Testing

@testable import Settings

/// Sample, schema and reference are written from the table of settings: `VIGLA_RECORD=1 swift test` writes them anew.
@Suite struct SettingsDocumentationTests {
  private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs").standardizedFileURL

  @Test(arguments: ["settings.md", "settings.schema.json"]) func `The documents are up to date`(name: String) throws {
    let text = name.hasSuffix(".md") ? SettingsReference.markdown : SettingsSchema.text
    let file = Self.docs.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["VIGLA_RECORD"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test func `The schema names every setting, place and action`() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(SettingsSchema.text.utf8)) as? [String: Any])
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(Set(properties.keys) == Set(Setting.names))
    let places = try #require(properties["keys"]?["properties"] as? [String: [String: Any]])
    #expect(Set(places.keys) == Set(KeyContext.allCases.map(\.rawValue)))
    let graph = try #require(places["graph"]?["properties"] as? [String: Any])
    #expect(graph["weights"] != nil)
  }

  @Test func `The sample changes nothing until a line is uncommented`() {
    let read = Configuration.read(SampleConfiguration.text, file: "config.yaml")
    #expect(read.problems == [])
    #expect(read.configuration == Configuration())
  }

  @Test func `The sample without its comment marks holds what is the default`() {
    let read = Configuration.read(SampleConfiguration.uncommented, file: "config.yaml")
    #expect(read.problems == [])
    #expect(read.configuration.keymap == .standard)
    #expect(read.configuration.theme == "dark")
    #expect(read.configuration.refresh == 5)
    #expect(read.configuration.window == 30)
    #expect(read.configuration.escapeDelay == 25)
    #expect(read.configuration.hasMouse)
    #expect(!read.configuration.isASCII)
    #expect(read.configuration.contexts == [ContextSettings(pattern: "prod-*", theme: "high-contrast-dark")])
    for setting in Setting.all {
      #expect(SampleConfiguration.text.contains("\n#\(setting.name):"), "\(setting.name)")
    }
  }

  @Test func `Every action has a place in the sample or cannot be changed`() {
    for context in KeyContext.allCases {
      for binding in Keymap.standard.allBindings(in: context) where !binding.isFixed {
        #expect(SampleConfiguration.text.contains("\n#    \(binding.action.rawValue): "))
      }
    }
  }
}
