import CTerminal

extension RawInput {
  /// From a CT_KEY code.
  init(keyCode: UInt32) {
    switch Int(keyCode) {
    case CT_KEY_MOUSE: self = .mouseStart
    case CT_KEY_PASTE_START: self = .pasteStart
    case CT_KEY_PASTE_END: self = .pasteEnd
    case CT_KEY_FUNCTION + 1...CT_KEY_FUNCTION + 24:
      self = .key(.function(Int(keyCode) - CT_KEY_FUNCTION))
    default: self = Self.named[Int(keyCode)].map { .key($0) } ?? .other
    }
  }

  private static let named: [Int: Key] = [
    CT_KEY_UP: .up, CT_KEY_DOWN: .down, CT_KEY_LEFT: .left, CT_KEY_RIGHT: .right,
    CT_KEY_SHIFT_UP: .shiftUp, CT_KEY_SHIFT_DOWN: .shiftDown, CT_KEY_SHIFT_LEFT: .shiftLeft,
    CT_KEY_SHIFT_RIGHT: .shiftRight, CT_KEY_HOME: .home, CT_KEY_END: .end,
    CT_KEY_PAGE_UP: .pageUp, CT_KEY_PAGE_DOWN: .pageDown, CT_KEY_INSERT: .insert,
    CT_KEY_DELETE: .delete, CT_KEY_BACKSPACE: .backspace, CT_KEY_ENTER: .enter,
    CT_KEY_BACK_TAB: .backTab,
  ]
}
