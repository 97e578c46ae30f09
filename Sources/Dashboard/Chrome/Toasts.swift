import Cells

extension Message {
  var toastStyle: Style {
    switch severity {
    case .info: .toastInfo
    case .warning: .toastWarning
    case .error: .toastError
    }
  }

  var style: Style {
    switch severity {
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }

  var sign: String {
    switch severity {
    case .info: "✓"
    case .warning: "!"
    case .error: "✗"
    }
  }
}

/// Draws the newest messages where nothing can be pressed and nothing has to be read to go on.
enum Toasts {
  /// The newest message, and before it one that matters more; each in whole rows, so that nothing of
  /// what they cover looks like a part of them.
  ///
  /// - Parameters:
  ///   - place: the rows that may be covered.
  ///   - isAtTop: the first of them stands at the top, else at the bottom.
  static func draw(_ messages: [Message], on canvas: inout Canvas, in place: Rect, isAtTop: Bool) {
    guard place.width > 10, let newest = messages.last else { return }
    let graver = messages.dropLast().last { $0.severity.rank > newest.severity.rank }
    var rest = place
    for message in [graver, newest].compactMap(\.self) where rest.height > 0 {
      let lines = lines(message.text, width: place.width - 5, most: rest.height, style: message.toastStyle)
      let y = isAtTop ? rest.y : rest.bottom - lines.count
      canvas.fill(Rect(x: rest.x, y: y, width: rest.width, height: lines.count), style: message.toastStyle)
      let width = lines.map(\.width).max() ?? 0
      let x = place.right - width - 4
      canvas.write(message.sign, x: x, y: y, style: message.toastStyle)
      for (i, line) in lines.enumerated() { canvas.write(line, x: x + 2, y: y + i, width: width) }
      rest = Rect(
        x: rest.x, y: isAtTop ? rest.y + lines.count : rest.y, width: rest.width, height: rest.height - lines.count)
    }
  }

  /// The text over at most so many lines; what does not fit is marked, the log has all of it.
  private static func lines(_ text: String, width: Int, most: Int, style: Style) -> [TextLine] {
    let all = TextLine.wrapped(text, width: width, style)
    guard all.count > most, most > 0 else { return all }
    let rest = all[(most - 1)...].map(\.text).joined(separator: " ")
    return all.prefix(most - 1) + [TextLine(rest.fitted(width), style)]
  }
}
