/// Input before it is understood: what curses found in the byte stream.
enum RawInput: Hashable, Sendable {
  case scalar(UInt32)
  case key(Key)
  case mouseStart
  case pasteStart
  case pasteEnd
  /// A key that means nothing here.
  case other

  /// The keys that curses names, without those that are characters.
  enum Key: Hashable, Sendable {
    case up, down, left, right
    case shiftUp, shiftDown, shiftLeft, shiftRight
    case home, end, pageUp, pageDown, insert, delete, backspace, enter, backTab
    case function(Int)
  }
}
