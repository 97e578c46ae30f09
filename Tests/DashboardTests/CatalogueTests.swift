import Foundation
import Settings
import Testing

@testable import Dashboard
@testable import Texts

/// The catalogues have every text that the code asks for, and no other.
@Suite struct CatalogueTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Sources").standardizedFileURL

  /// The English texts that the interface can show in other languages.
  private static let wanted: Set<String> = {
    var texts = Set(ResponseWords.words.values).union(CodeWords.words.values)
    for context in KeyContext.allCases {
      texts.insert(context.title)
      for binding in Keymap.standard.ownBindings(in: context) { texts.formUnion([binding.label, binding.help]) }
    }
    // Bindings that start without a key are told too once they have one.
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      texts.formUnion(TranslatedTexts(in: text).keys)
    }
    return texts.subtracting([""])
  }()

  @Test func `Every text is translated`() {
    #expect(Self.wanted.count > 300)
    let spoken = Self.wanted.filter { $0.contains(where: \.isLetter) }
    #expect(spoken.subtracting(SimplifiedChinese.catalogue.keys).sorted() == [])
  }

  @Test func `No translation is left over, and none stands twice`() {
    #expect(Set(SimplifiedChinese.catalogue.keys).subtracting(Self.wanted).sorted() == [])
    #expect(SimplifiedChinese.parts.map(\.count).reduce(0, +) == SimplifiedChinese.catalogue.count)
  }

  @Test func `A translation has the places for values that the text has`() {
    for (key, text) in SimplifiedChinese.catalogue {
      let count = key.components(separatedBy: "{}").count - 1
      let values = (0..<count).map { "<\($0)>" }
      let filled = Phrase.filled(text, with: values)
      for value in values { #expect(filled.contains(value), "\(key)") }
      #expect(!filled.contains("{"), "\(key)")
      // Blanks at the ends are part of the layout.
      // Full-width marks have a blank in them.
      let isMarked = text.last.map { "，。：；".contains($0) } ?? false
      #expect(isMarked || text.hasSuffix(" ") == key.hasSuffix(" "), "\(key)")
    }
  }

  @Test func `Every sentence of the interface is translated`() throws {
    // Tables whose words are looked up by key, and what nobody sees.
    let known = Set(ResponseWords.words.values).union(CodeWords.words.values)
      .union(["callers of ", "callees of ", "now proxy {}", "a layout that need not fit is always made"])
    for module in ["Dashboard", "TrafficConfig/Edits", "TrafficConfig/Guard", "TrafficConfig/Weights"] {
      let files = FileManager.default.enumerator(
        at: Self.sources.appendingPathComponent(module), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
        let others = TranslatedTexts(in: try String(contentsOf: file, encoding: .utf8)).others
        let sentences = others.subtracting(known).filter { $0.contains(/[A-Za-z]{2,},? [a-z]{2,}/) }
        #expect(sentences == [], "\(file.lastPathComponent)")
      }
    }
  }

  @Test(arguments: [
    ("tr(\"a \\(b(c)) d\")", ["a {} d"]), ("tr(\n \"one \"\n + \"two\")", ["one two"]), ("tr(key: x)", []),
    ("str(\"no\")", []), ("tr(\"q \\\"x\\\"\") + tr(\"y\")", ["q \"x\"", "y"]),
    ("tr(\"\\(tr(\"in\")) out\")", ["{} out", "in"]),
  ])
  func textsAreFound(code: String, keys: [String]) { #expect(TranslatedTexts(in: code).keys == Set(keys)) }

  @Test(arguments: [
    ("x = \"one two\"", ["one two"]), ("// \"no\"\nf(\"a \\(g(\"b\")) c\")", ["a {} c", "b"]),
    ("tr(\"a \\(f(\"b\"))\")", ["b"]), ("tr(\"a\" + \"b\")", []), ("counted(3, \"card\")", []),
    ("\"\"\"\n  long \"quoted\"\n\"\"\"", ["\n  long \"quoted\"\n"]),
  ])
  func othersAreFound(code: String, others: [String]) { #expect(TranslatedTexts(in: code).others == Set(others)) }
}
