/// The manual page in roff (man(7)), made from the definitions of the commands.
struct ManualPage {
  private let program: CommandTree.Command
  private let commands: [CommandTree.Command]
  /// Options that many commands have are told once.
  private let common: [CommandTree.Argument]

  private static let commonFrom = 5

  init(_ tree: CommandTree) {
    program = tree.command
    commands = (tree.command.subcommands ?? []).filter { $0.shouldDisplay ?? true && $0.commandName != "help" }
    var counts: [CommandTree.Argument: Int] = [:]
    var order: [CommandTree.Argument] = []
    for argument in commands.flatMap(Self.options) {
      if counts[argument] == nil { order.append(argument) }
      counts[argument, default: 0] += 1
    }
    common = order.filter { counts[$0, default: 0] >= Self.commonFrom }
  }

  var text: String {
    var lines = [
      ".\\\" Made by `vigla info --man-page`; do not edit.",
      ".TH VIGLA 1 \"\" \"vigla \(Version.text)\" \"User Commands\"",
      // Long words, such as the choices of an option, cannot be spread over a line.
      ".ad l", ".nh", ".SH NAME",
      "vigla \\- \(Self.escaped(Self.lowered(program.abstract ?? "")))", ".SH SYNOPSIS", ".B vigla",
      "[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]", ".SH DESCRIPTION",
    ]
    lines += Self.paragraphs(program.discussion ?? "")
    lines.append(".SH COMMANDS")
    for command in commands { lines += section(command) }
    lines.append(".SH COMMON OPTIONS")
    lines += common.flatMap(Self.entry)
    lines += [
      ".SH FILES", ".TP", ".I $XDG_CONFIG_HOME/vigla/config.yaml",
      "The settings; `vigla info \\-\\-sample\\-config` prints them all.", ".TP", ".I $XDG_CONFIG_HOME/vigla/themes/",
      "Themes of your own.", ".TP", ".I $XDG_STATE_HOME/vigla/", "The journal of changes, and the log.",
      ".SH ENVIRONMENT", ".TP", ".B KUBECONFIG", "The kubeconfig files.", ".TP", ".B NO_COLOR",
      "Anything but nothing takes the colours away.", ".TP", ".B ESCDELAY",
      "Milliseconds that Esc waits for the rest of a key's sequence.", ".TP", ".B LC_ALL, LC_MESSAGES, LANG",
      "The language of the dashboard: English, or Simplified Chinese.", ".TP", ".B VISUAL, EDITOR",
      "What objects are edited with.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ command: CommandTree.Command) -> [String] {
    let own = Self.options(command).filter { !common.contains($0) }
    let hasCommon = Self.options(command).contains(where: common.contains)
    let positionals = (command.arguments ?? []).filter { $0.kind == "positional" }
    let usage = positionals.map { argument -> String in
      let name = "\\fI\(Self.escaped(argument.valueName ?? "value"))\\fR" + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    let head = ["\\fBvigla \(Self.escaped(command.commandName))\\fR"] + usage + (hasCommon ? ["[options]"] : [])
    return [".SS \(Self.escaped(command.commandName))", head.joined(separator: " "), ".PP"]
      + Self.paragraphs(command.abstract ?? "") + (command.discussion.map { [".PP"] + Self.paragraphs($0) } ?? [])
      + (positionals + own).flatMap(Self.entry)
  }

  private static func options(_ command: CommandTree.Command) -> [CommandTree.Argument] {
    (command.arguments ?? []).filter { argument in
      argument.kind != "positional" && argument.shouldDisplay ?? true
        && argument.names?.contains { ["help", "version"].contains($0.name) } != true
    }
  }

  private static func entry(_ argument: CommandTree.Argument) -> [String] {
    let value = "\\fI\(escaped(argument.valueName ?? "value"))\\fR"
    let names = (argument.names ?? []).map { "\\fB\(escaped($0.text))\\fR" }.joined(separator: ", ")
    let head = argument.kind == "positional" ? value : argument.kind == "flag" ? names : "\(names) \(value)"
    let standard = argument.defaultValue.map { " Default: \($0)." } ?? ""
    return [".TP", head, escaped((argument.abstract ?? "") + standard)]
  }

  /// Text with its indented lines, such as examples, kept as they are.
  private static func paragraphs(_ text: String) -> [String] {
    var lines: [String] = []
    var isVerbatim = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  ") != isVerbatim, !line.isEmpty {
        lines.append(isVerbatim ? ".fi" : ".nf")
        isVerbatim.toggle()
      }
      lines.append(line.isEmpty ? ".PP" : escaped(String(line)))
    }
    return lines + (isVerbatim ? [".fi"] : [])
  }

  /// A line that begins with a dot or a quote would be taken for a request.
  private static func escaped(_ text: String) -> String {
    let escaped = text.map { character -> String in
      switch character {
      case "\\": "\\e"
      case "-": "\\-"
      default: String(character)
      }
    }.joined()
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  private static func lowered(_ sentence: String) -> String {
    let text = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
