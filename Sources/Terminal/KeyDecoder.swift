import Cells

/// Turns raw input into events: mouse reports, pasted text, and the escape sequences that curses does not know.
///
/// A pure state machine. Sequences that mean nothing are swallowed whole: their digits and letters must never act as
/// keys.
struct KeyDecoder {
  private enum State {
    case ground
    case escape
    /// After ESC O.
    case singleShift
    /// After ESC [, with what came since.
    case sequence([UInt8])
    /// In a mouse report, with what came since its start.
    case mouse([UInt8])
    case paste
  }

  /// Longer reports and sequences are noise.
  private static let longestSequence = 32
  /// More pasted text than this is cut: no field takes as much.
  private static let longestPaste = 65_536

  private var state = State.ground
  private var pastedCount = 0
  /// The text of the paste under way, beside the state so that it grows in place.
  private var pasted = String.UnicodeScalarView()

  /// Takes one piece of input and returns the events that it completes.
  mutating func feed(_ input: RawInput) -> [InputEvent] {
    if case .paste = state { return feedPaste(input) }
    switch input {
    case .scalar(let value): return feed(scalar: value)
    case .key(let key): return interrupted() + [.key(Self.key(of: key))]
    case .mouseStart:
      let events = interrupted()
      state = .mouse([])
      return events
    case .pasteStart:
      let events = interrupted()
      state = .paste
      pastedCount = 0
      return events
    case .pasteEnd, .other: return interrupted()
    }
  }

  /// Says that no more input waits: an escape byte alone is the Escape key. What clearly is the start of a sequence
  /// keeps waiting for its rest.
  mutating func finishBatch() -> [InputEvent] {
    switch state {
    case .escape, .singleShift: return interrupted()
    case .ground, .sequence, .mouse, .paste: return []
    }
  }

  /// Leaves an unfinished sequence: Escape if that is all there was.
  private mutating func interrupted() -> [InputEvent] {
    defer { state = .ground }
    switch state {
    case .escape: return [.key(.escape)]
    case .singleShift: return [.key(.escape), .key(.character("O"))]
    case .ground, .sequence, .mouse, .paste: return []
    }
  }

  private mutating func feed(scalar value: UInt32) -> [InputEvent] {
    switch state {
    case .ground, .paste: return ground(value)
    case .escape:
      switch value {
      case 0x5B: state = .sequence([])
      case 0x4F: state = .singleShift
      default: return interrupted() + ground(value)
      }
      return []
    case .singleShift:
      state = .ground
      if let key = Self.shiftedKeys[value] { return [.key(key)] }
      return [.key(.escape), .key(.character("O"))] + ground(value)
    case .sequence(let bytes): return feedSequence(bytes, value)
    case .mouse(let bytes): return feedMouse(bytes, value)
    }
  }

  private mutating func ground(_ value: UInt32) -> [InputEvent] {
    switch value {
    case 0x1B:
      state = .escape
      return []
    case 0x09: return [.key(.tab)]
    case 0x0A, 0x0D: return [.key(.enter)]
    case 0x08, 0x7F: return [.key(.backspace)]
    case 0x20: return [.key(.space)]
    case 1...26: return [.key(.control(Character(Unicode.Scalar(UInt8(value) + 0x60))))]
    default:
      guard let scalar = Unicode.Scalar(value), TextWidth.of(scalar) != nil else { return [] }
      return [.key(.character(Character(scalar)))]
    }
  }

  private mutating func feedPaste(_ input: RawInput) -> [InputEvent] {
    switch input {
    case .pasteEnd:
      defer { pasted = String.UnicodeScalarView() }
      state = .ground
      return [.paste(String(pasted))]
    case .scalar(let value) where pastedCount < Self.longestPaste:
      pastedCount += 1
      if value == 0x0D || value == 0x0A {
        pasted.append("\n")
      } else if let scalar = Unicode.Scalar(value), value == 0x09 || TextWidth.of(scalar) != nil {
        pasted.append(scalar)
      }
    default: break
    }
    return []
  }

  private mutating func feedSequence(_ bytes: [UInt8], _ value: UInt32) -> [InputEvent] {
    switch value {
    case 0x20...0x3F where bytes.count < Self.longestSequence:
      state = .sequence(bytes + [UInt8(value)])
      return []
    case 0x1B:
      state = .escape
      return []
    case 0x40...0x7E:
      state = .ground
      return Self.event(parameters: bytes, final: UInt8(value)).map { [$0] } ?? []
    default:
      state = .ground
      return []
    }
  }

  private mutating func feedMouse(_ bytes: [UInt8], _ value: UInt32) -> [InputEvent] {
    switch value {
    case 0x30...0x3B where bytes.count < Self.longestSequence:
      state = .mouse(bytes + [UInt8(value)])
      return []
    case 0x4D, 0x6D:
      state = .ground
      return MouseReport.event(parameters: bytes, isRelease: value == 0x6D).map { [.mouse($0)] } ?? []
    default:
      state = .ground
      return value == 0x1B ? ground(value) : []
    }
  }
}
