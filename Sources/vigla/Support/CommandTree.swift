import ArgumentParser
import Foundation

/// The commands and their options, as the argument parser tells them.
struct CommandTree: Decodable {
  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  struct Argument: Decodable, Hashable {
    struct Name: Decodable, Hashable {
      var kind: String
      var name: String

      /// As it is typed.
      var text: String { (kind == "long" ? "--" : "-") + name }
    }

    /// `positional`, `option` or `flag`.
    var kind: String
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var defaultValue: String?
    var isOptional: Bool
    var isRepeating: Bool
    var shouldDisplay: Bool?
  }

  var command: Command

  /// The commands of the program.
  static func load() throws -> CommandTree {
    try JSONDecoder().decode(CommandTree.self, from: Data(Vigla._dumpHelp().utf8))
  }
}
