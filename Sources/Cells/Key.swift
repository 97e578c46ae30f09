/// A key press as the terminal reports it.
public enum Key: Hashable, Sendable {
  /// A printable character other than the space.
  case character(Character)
  /// Control with a letter, in lower case.
  case control(Character)
  case enter, escape, tab, backTab, backspace, insert, delete, space
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case home, end, pageUp, pageDown
  /// F1 to F24.
  case function(Int)
}
