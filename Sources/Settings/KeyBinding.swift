import Cells

/// An action, the keys that ask for it, and how it is told to the user.
public struct KeyBinding: Hashable, Sendable {
  public let action: Action
  /// The first is the one that hints show; empty when the user has taken all of them away.
  public var keys: [Key]
  /// A word or two for the footer; empty for actions that are not hinted at. Neighbours with the same label are hinted
  /// at together.
  public let label: String
  /// A few words for help, without a full stop.
  public let help: String
  /// The keys are part of what the action is, such as digits, and cannot be changed.
  public let isFixed: Bool

  init(_ action: Action, _ keys: [Key], label: String = "", help: String, isFixed: Bool = false) {
    self.action = action
    self.keys = keys
    self.label = label
    self.help = help
    self.isFixed = isFixed
  }
}
