import TrafficConfig

/// What to say to somebody who typed no command of this program, where the argument parser would speak of the
/// dashboard's options.
enum CommandHint {
  /// - Parameters:
  ///   - arguments: as typed, without the program's name.
  ///   - commands: the names that there are.
  ///   - complaint: what the argument parser says.
  /// - Returns: nil if the parser's own words are better.
  static func text(_ arguments: [String], commands: [String], complaint: String) -> String? {
    guard let first = arguments.first, complaint.lowercased().contains("unexpected argument") else { return nil }
    if !first.hasPrefix("-") {
      guard !commands.contains(first) else { return nil }
      let near = NearNames.of(first, among: commands)
      let hint = near.isEmpty ? "" : " Did you mean \(near.joined(separator: ", "))?"
      return "Error: There is no command \(first).\(hint)\n`vigla --help` lists the commands."
    }
    guard let command = arguments.first(where: { commands.contains($0) && complaint.contains("'\($0)'") }) else {
      return nil
    }
    let options = arguments.filter { $0 != command }.joined(separator: " ")
    return "Error: The command comes before its options: vigla \(command) \(options)"
  }
}
