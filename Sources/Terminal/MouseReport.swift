import Cells

/// Mouse reports in the form of xterm's mode 1006: `button;x;y`, then `M`, or `m` for a release.
enum MouseReport {
  /// The event of a report; nil for malformed ones and for buttons that mean nothing here.
  static func event(parameters: [UInt8], isRelease: Bool) -> MouseEvent? {
    let numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 3, let code = numbers[0], let x = numbers[1], let y = numbers[2], x > 0, y > 0, x < 100_000,
      y < 100_000, code < 256
    else { return nil }
    var modifiers: MouseEvent.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let buttons: [MouseEvent.Button] = [.left, .middle, .right, .none]
    let isMotion = code & 32 != 0
    switch code & 0b1100_0000 {
    case 0:
      let kind: MouseEvent.Kind = isRelease ? .release : isMotion ? .drag : .press
      return MouseEvent(kind: kind, button: buttons[code & 3], x: x - 1, y: y - 1, modifiers: modifiers)
    case 64 where code & 2 == 0 && !isRelease:
      let kind: MouseEvent.Kind = code & 1 == 0 ? .wheelUp : .wheelDown
      return MouseEvent(kind: kind, button: .none, x: x - 1, y: y - 1, modifiers: modifiers)
    default: return nil
    }
  }
}
