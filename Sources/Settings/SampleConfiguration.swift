/// A configuration file with every setting in it, each with what it is for and its default, all commented out.
public enum SampleConfiguration {
  /// The text of the file.
  public static let text: String = {
    var lines = [
      "# Settings of Vigla. What stands behind a # without a blank is a setting at its default: take the # away and",
      "# change it. `vigla info` tells where this file belongs. A running dashboard reads it again when it is saved.",
    ]
    for setting in Setting.all {
      lines.append("")
      lines += commented(setting.help)
      if let standard = setting.standard { lines += commented("Default: \(standard).") }
      if case .keys = setting.kind { lines += keys } else { lines.append("#\(setting.name): \(setting.sample)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// The file with the # of every setting taken away.
  static var uncommented: String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      isSetting(line) ? String(line.dropFirst()) : String(line)
    }.joined(separator: "\n")
  }

  /// Whether a line is a commented setting: prose has one blank after the #.
  static func isSetting(_ line: Substring) -> Bool {
    guard line.first == "#", let second = line.dropFirst().first else { return false }
    return second != " " || line.hasPrefix("#  ")
  }

  private static var keys: [String] {
    ["#keys:"]
      + KeyContext.allCases.flatMap { context -> [String] in
        let bindings = Keymap.standard.namedKeys(in: context)
        guard !bindings.isEmpty else { return [] }
        return ["#  \(context.rawValue):"]
          + bindings.map { action, keys, help in
            let names = keys.map(quoted)
            let value = names.isEmpty ? "none" : names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
            return "#    \(action.rawValue): \(value)  # \(help)"
          }
      }
  }

  /// A key's name in YAML: marks have a meaning there.
  private static func quoted(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "-" }
    // A bare y or n is true or false to some readers.
    if isPlain && name.count > 1 { return name }
    // In quotes YAML reads these two otherwise.
    return "\"" + name.map { "\\\"".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "\""
  }

  private static func commented(_ text: String) -> [String] {
    var lines = ["#"]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + 1 + word.count > 112 { lines.append("#") }
      lines[lines.count - 1] += " " + word
    }
    return lines
  }
}
