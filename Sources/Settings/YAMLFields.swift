import Yams

/// Walks a YAML document and gathers what is wrong with it, each problem with its line and column. What is wrong is
/// left out, so that one slip does not cost all other settings.
struct YAMLFields {
  let file: String
  private(set) var problems: [SettingsProblem] = []

  init(file: String) { self.file = file }

  /// The document's root; nil for an empty document, and for a broken one.
  mutating func root(of text: String) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      problems.append(Self.problem(error, file: file))
    } catch {
      problems.append(SettingsProblem(file: file, message: "is not YAML: \(error)"))
    }
    return nil
  }

  mutating func report(_ message: String, at node: Node, offset: Int = 0) {
    let mark = node.mark
    problems.append(
      SettingsProblem(file: file, line: mark?.line, column: mark.map { $0.column + offset }, message: message))
  }

  /// The fields of a mapping in their order; nothing, and a problem, for another kind of node.
  mutating func mapping(_ node: Node, of what: String) -> [(name: String, key: Node, value: Node)] {
    guard case .mapping(let mapping) = node else {
      if case .scalar(let scalar) = node, scalar.string.isEmpty || scalar.string == "~" { return [] }
      report("\(what) must be a list of `name: value` lines", at: node)
      return []
    }
    var fields: [(name: String, key: Node, value: Node)] = []
    for (key, value) in mapping {
      if case .scalar(let scalar) = key {
        fields.append((scalar.string, key, value))
      } else {
        report("\(what) has a name that is no text", at: key)
      }
    }
    return fields
  }

  mutating func text(_ node: Node, of what: String) -> String? {
    guard case .scalar(let scalar) = node else {
      report("\(what) must be a text", at: node)
      return nil
    }
    return scalar.string
  }

  /// A text, or a list of texts.
  mutating func texts(_ node: Node, of what: String) -> [(text: String, node: Node)] {
    guard case .sequence(let sequence) = node else { return text(node, of: what).map { [($0, node)] } ?? [] }
    return sequence.compactMap { element in text(element, of: "each entry of \(what)").map { ($0, element) } }
  }

  mutating func flag(_ node: Node, of what: String) -> Bool? {
    guard let text = text(node, of: what) else { return nil }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      report("\(what) must be true or false, not '\(text)'", at: node)
      return nil
    }
  }

  mutating func number(_ node: Node, of what: String, in range: ClosedRange<Double>) -> Double? {
    guard let text = text(node, of: what) else { return nil }
    guard let value = Double(text), range.contains(value) else {
      report(
        "\(what) must be a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))", at: node)
      return nil
    }
    return value
  }

  mutating func seconds(_ node: Node, of what: String, in range: ClosedRange<Double>) -> Double? {
    guard let text = text(node, of: what) else { return nil }
    guard let value = DurationText.seconds(text), range.contains(value) else {
      let bounds = "\(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
      report("\(what) must be a time from \(bounds), such as 30s", at: node)
      return nil
    }
    return value
  }

  private static func plain(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }

  private static func problem(_ error: YamlError, file: String) -> SettingsProblem {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return SettingsProblem(file: file, line: mark.line, column: mark.column, message: "is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      return SettingsProblem(
        file: file, line: context.mark.line, column: context.mark.column,
        message: "'\(duplicates.joined(separator: "', '"))' is set twice")
    case .reader(let problem, _, _, _): return SettingsProblem(file: file, message: "is not YAML: \(problem)")
    default: return SettingsProblem(file: file, message: "is not YAML")
    }
  }
}
