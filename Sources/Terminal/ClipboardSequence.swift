/// The escape sequence that asks the terminal to put a text into the clipboard of the machine it runs on (OSC 52), so
/// that copying works over SSH.
struct ClipboardSequence {
  /// What stands between the program and the terminal.
  enum Multiplexer: Hashable, Sendable { case none, tmux, screen }

  /// The longest text in its encoded form: what terminals are known to take.
  static let mostEncoded = 74_994
  /// GNU screen takes no longer control strings than this.
  private static let screenChunk = 512

  /// The sequence; nil where the text is longer than terminals take.
  ///
  /// tmux handles the plain sequence itself if its option `set-clipboard` is on; what is wrapped for it reaches the
  /// outer terminal if `allow-passthrough` is on. Both are sent, since only the user knows which it is.
  static func text(_ text: String, through multiplexer: Multiplexer) -> String? {
    let encoded = base64(Array(text.utf8))
    guard encoded.utf8.count <= mostEncoded else { return nil }
    let plain = "\u{1B}]52;c;\(encoded)\u{7}"
    switch multiplexer {
    case .none: return plain
    case .tmux: return plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\"
    case .screen:
      var wrapped = ""
      var rest = Substring(plain)
      while !rest.isEmpty {
        wrapped += "\u{1B}P\(rest.prefix(screenChunk))\u{1B}\\"
        rest = rest.dropFirst(screenChunk)
      }
      return wrapped
    }
  }

  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

  /// RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    var out = ""
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        out.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : "=")
      }
    }
    return out
  }
}

extension ClipboardSequence.Multiplexer {
  init(environment: [String: String]) {
    if environment["TMUX"]?.isEmpty == false {
      self = .tmux
    } else if environment["STY"]?.isEmpty == false {
      self = .screen
    } else {
      self = .none
    }
  }
}
