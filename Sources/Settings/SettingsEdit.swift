import FoundationEssentials
import Yams

/// Changes one setting in the user's file and leaves every other line, comments included, as it is.
public enum SettingsEdit {
  /// Writes the theme into the configuration file: where the context's own theme is set, if it has one there, else as
  /// the theme for all. Makes the file if there is none.
  ///
  /// - Throws: what is in the way; the file is then as it was.
  public static func keep(theme: String, context: String, file: String) throws(SettingsProblem) {
    let old = try SettingsText.read(file) ?? ""
    let own = Configuration.read(old, file: file).configuration.settings(of: context)
    let path = own?.theme == nil ? ["theme"] : ["contexts", own?.pattern ?? context, "theme"]
    let new = text(old, setting: path, to: theme)
    guard let new, Configuration.read(new, file: file).configuration.theme(in: context) == theme else {
      throw SettingsProblem(
        file: file, message: "could not be changed: write `\(path.joined(separator: ": ")): \(theme)` into it")
    }
    try write(new, to: file)
  }

  /// The text with the value at a path of names replaced; a setting of the first level that is not there is added below
  /// its commented sample, or at the end. Nil if the text is no YAML or the value is more than one line.
  static func text(_ text: String, setting path: [String], to value: String) -> String? {
    guard let composed = try? Yams.compose(yaml: text) else {
      // Nothing but comments.
      return (try? Yams.compose(yaml: text + "\n{}")) == nil ? nil : adding(path, value, to: text)
    }
    var node = composed
    for name in path {
      guard case .mapping(let mapping) = node else { return nil }
      guard let next = mapping.first(where: { $0.key.string == name })?.value else {
        return adding(path, value, to: text)
      }
      node = next
    }
    guard case .scalar(let scalar) = node, let mark = scalar.mark else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
    guard lines.indices.contains(mark.line - 1) else { return nil }
    let line = lines[mark.line - 1]
    let start = mark.column - 1
    guard start <= line.count, let end = end(of: scalar, in: line, from: start) else { return nil }
    lines[mark.line - 1] = Array(line[..<start]) + Array(value.unicodeScalars) + Array(line[end...])
    return lines.map(string).joined(separator: "\n")
  }

  /// Where the text of a scalar that begins in a line ends; nil if not in this line.
  private static func end(of scalar: Node.Scalar, in line: [Unicode.Scalar], from start: Int) -> Int? {
    switch scalar.style {
    case .singleQuoted, .doubleQuoted:
      guard start < line.count else { return nil }
      let quote = line[start]
      return line[(start + 1)...].firstIndex(of: quote).map { $0 + 1 }
    case .literal, .folded: return nil
    default:
      let length = scalar.string.unicodeScalars.count
      guard start + length <= line.count else { return nil }
      return string(Array(line[start..<start + length])) == scalar.string ? start + length : nil
    }
  }

  private static func adding(_ path: [String], _ value: String, to text: String) -> String? {
    guard path.count == 1, let name = path.first else { return nil }
    let entry = "\(name): \(value)"
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let sample = lines.firstIndex(where: { $0.hasPrefix("#\(name):") }) {
      lines.insert(entry, at: sample + 1)
    } else {
      if lines.last?.isEmpty == true { lines.removeLast() }
      lines += [entry, ""]
    }
    return lines.joined(separator: "\n")
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// A file that is a link stays one: what it leads to is written.
  private static func write(_ text: String, to file: String) throws(SettingsProblem) {
    let target = URL(fileURLWithPath: file).resolvingSymlinksInPath()
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: target, options: .atomic)
    } catch {
      throw SettingsProblem(file: file, message: "cannot be written: check its permissions and those of its folder")
    }
  }
}
