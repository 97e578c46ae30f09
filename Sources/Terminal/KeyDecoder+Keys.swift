import Cells

extension KeyDecoder {
  /// The keys after ESC O.
  static let shiftedKeys: [UInt32: Key] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home, 0x4D: .enter, 0x50: .function(1),
    0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
  ]

  static func key(of key: RawInput.Key) -> Key {
    switch key {
    case .up: .up
    case .down: .down
    case .left: .left
    case .right: .right
    case .shiftUp: .shiftUp
    case .shiftDown: .shiftDown
    case .shiftLeft: .shiftLeft
    case .shiftRight: .shiftRight
    case .home: .home
    case .end: .end
    case .pageUp: .pageUp
    case .pageDown: .pageDown
    case .insert: .insert
    case .delete: .delete
    case .backspace: .backspace
    case .enter: .enter
    case .backTab: .backTab
    case .function(let number): .function(number)
    }
  }

  /// The event of a sequence ESC [ parameters final; nil for those that mean nothing here, such as Control with an
  /// arrow.
  static func event(parameters: [UInt8], final: UInt8) -> InputEvent? {
    let numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
      Int(String(decoding: digits, as: UTF8.self))
    }
    // The second parameter is 1 plus the modifiers: 2 is Shift alone.
    let modifier = numbers.count > 1 ? numbers[1] ?? 1 : 1
    switch final {
    case UInt8(ascii: "I"): return .focus(true)
    case UInt8(ascii: "O"): return .focus(false)
    case UInt8(ascii: "Z"): return .key(.backTab)
    case UInt8(ascii: "~"):
      guard modifier == 1, let first = numbers.first, let number = first else { return nil }
      return tildeKeys[number].map { .key($0) }
    default: break
    }
    if modifier == 2 { return shiftedArrows[final].map { .key($0) } }
    return modifier == 1 ? shiftedKeys[UInt32(final)].flatMap { $0 == .enter ? nil : .key($0) } : nil
  }

  private static let shiftedArrows: [UInt8: Key] = [
    0x41: .shiftUp, 0x42: .shiftDown, 0x43: .shiftRight, 0x44: .shiftLeft,
  ]

  private static let tildeKeys: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end, 11: .function(1),
    12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6), 18: .function(7),
    19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
  ]
}
