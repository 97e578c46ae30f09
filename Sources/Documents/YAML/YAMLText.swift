import Yams

/// YAML in and out, by the rules that kubectl uses.
public enum YAMLText {
  /// How many values one text may hold once its aliases are expanded.
  public static let maximumNodes = 1_000_000

  /// The documents of a text in their order; empty documents are left out.
  ///
  /// Plain scalars become booleans, numbers and null by the rules of YAML 1.1 as sigs.k8s.io/yaml has them (`yes`, `on`,
  /// `0x1f` and `012` too), keys become strings, `<<` merges, and a key given twice is an error.
  public static func parseAll(_ text: String) throws(YAMLParseError) -> [JSONValue] {
    if text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), let value = try? JSONValue(parsing: text) {
      return [value]
    }
    try YAMLNesting.check(text)
    var values: [JSONValue] = []
    var converter = YAMLNodeConverter()
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      while let root = try parser.nextRoot() {
        let value = try converter.value(of: root)
        if value != .null { values.append(value) }
      }
    } catch let error as YAMLParseError {
      throw error
    } catch let error as YamlError {
      throw YAMLParseError(error)
    } catch {
      throw YAMLParseError(message: "\(error)")
    }
    return values
  }

  /// The only document of a text.
  public static func parse(_ text: String) throws(YAMLParseError) -> JSONValue {
    let values = try parseAll(text)
    guard let first = values.first else { throw YAMLParseError(message: "the text is empty") }
    guard values.count == 1 else {
      throw YAMLParseError(message: "one document was expected, not \(values.count)")
    }
    return first
  }

  /// Block style as kubectl prints it: two spaces a level, lists not indented, keys in the order of the document,
  /// strings quoted only where they would read as something else. Ends with a line break.
  public static func emit(_ value: JSONValue) -> String {
    var emitter = YAMLEmitter()
    emitter.emitDocument(value)
    return emitter.text
  }

  /// Several documents, separated by `---`.
  public static func emitAll(_ values: [JSONValue]) -> String { values.map(emit).joined(separator: "---\n") }
}

extension YAMLParseError {
  init(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let lead = context.map { "\($0.text) " } ?? ""
      self.init(message: lead + problem, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
      self.init(message: "key given twice: \(names)", line: context.mark.line, column: context.mark.column)
    case .reader(let problem, let offset, _, let yaml):
      var line = 1
      var column = 1
      for character in yaml.prefix(offset ?? 0) {
        if character.isNewline {
          line += 1
          column = 1
        } else {
          column += 1
        }
      }
      self.init(message: problem, line: offset == nil ? nil : line, column: offset == nil ? nil : column)
    default: self.init(message: "\(error)")
    }
  }
}
