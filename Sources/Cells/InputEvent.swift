/// What comes from the terminal.
public enum InputEvent: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Text pasted as a whole, which is never taken for keys; line breaks are `\n`.
  case paste(String)
  case resize(Size)
  /// The terminal's window got or lost the focus; only terminals that were told to report it do.
  case focus(Bool)
  /// The terminal is gone: nothing can be shown or read any more.
  case hangUp
}
