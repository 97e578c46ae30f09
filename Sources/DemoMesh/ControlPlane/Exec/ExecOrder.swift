/// A command that a client wants to run in a container, checked.
struct ExecOrder: Sendable, Hashable {
  var namespace: String
  var pod: String
  var container: String
  /// The program and its arguments; never empty.
  var command: [String]
  var wantsOutput: Bool
  var wantsErrors: Bool
  /// Both outputs go to one, as on a terminal.
  var isTerminal: Bool
}
