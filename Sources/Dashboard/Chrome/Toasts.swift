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

/// Draws the newest messages over the lower right of the main pane, the newest lowest.
enum Toasts {
  static let most = 3

  static func draw(_ messages: [Message], on canvas: inout Canvas, in pane: Rect) {
    guard pane.height > 2, pane.width > 10 else { return }
    var y = pane.bottom - 1
    for message in messages.suffix(most).reversed() {
      let lines = TextLine.wrapped(message.text, width: min(72, pane.width - 8), message.toastStyle).prefix(3)
      y -= lines.count - 1
      guard y > pane.y else { return }
      let width = (lines.map(\.width).max() ?? 0) + 4
      let x = pane.right - width - 1
      canvas.fill(Rect(x: x, y: y, width: width, height: lines.count), style: message.toastStyle)
      canvas.write(message.sign, x: x + 1, y: y, style: message.toastStyle)
      for (i, line) in lines.enumerated() { canvas.write(line, x: x + 3, y: y + i, width: width - 4) }
      y -= 1
    }
  }
}
