import Cells
import Settings

/// The last line: the keys that are valid now, and what goes on in the background.
///
/// When there is no room for all hints, those that matter least on the screen are left out; the ways on, out and to
/// the help stay.
struct Footer {
  struct Hint: Hashable, Sendable {
    var keys: String
    var label: String
    var isEnabled = true
    /// What matters more has a lower rank; hints of the same rank matter less from left to right.
    var rank = 0

    var width: Int { TextWidth.of(keys) + 1 + TextWidth.of(label) }
  }

  var hints: [Hint]
  /// Stands at the right end.
  var status: TextLine

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.height > 0 else { return }
    canvas.fill(rect, style: .footer)
    let statusWidth = status.isEmpty ? 0 : min(status.width, rect.width / 2)
    var x = rect.x + 1
    for hint in chosen(width: rect.width - (statusWidth > 0 ? statusWidth + 4 : 2)) {
      canvas.write(hint.keys, x: x, y: rect.y, style: hint.isEnabled ? .key : .disabled)
      canvas.write(
        hint.label, x: x + TextWidth.of(hint.keys) + 1, y: rect.y, style: hint.isEnabled ? .footer : .disabled)
      x += hint.width + Self.gap
    }
    if statusWidth > 0 {
      canvas.write(status, x: rect.right - statusWidth - 1, y: rect.y, width: statusWidth)
    }
  }

  private static let gap = 2

  /// The hints for which there is room, in their order.
  func chosen(width: Int) -> [Hint] {
    var room = width + Self.gap
    var taken = Set<Int>()
    for i in hints.indices.sorted(by: { (hints[$0].rank, $0) < (hints[$1].rank, $1) }) {
      let needed = hints[i].width + Self.gap
      guard needed <= room else { continue }
      room -= needed
      taken.insert(i)
    }
    return hints.indices.filter(taken.contains).map { hints[$0] }
  }

  /// How much the hint for an action matters in a place: 0 is what must be there on the narrowest screen.
  static func rank(of action: Action, in context: KeyContext, isReplay: Bool) -> Int {
    // A recording is there to be moved in.
    if isReplay, let place = ofTime.firstIndex(of: action) { return place + 2 }
    let first: [Action] =
      switch context {
      case .graph:
        // Arrows are tried without being told of.
        [.open, .help, .weights, .quit, .actions, .undo, .find, .moveLeft, .fault, .routing, .timeout, .policy]
      case .actions, .rules: [.open, .back, .help]
      case .form: [.preview, .help, .back, .moveUp, .decrease, .addRow, .nextPane]
      case .history: [.back, .help, .undo]
      case .table: [.open, .back, .help, .filter, .sortColumn, .sortDirection, .undo, .actions, .focus, .copy]
      case .columns: [.mark, .back, .help]
      case .detail: [.nextPane, .back, .help, .actions, .weights, .nextPod, .nextContainer]
      case .document: [.back, .help, .editObject, .nextPane]
      case .weights:
        [.preview, .help, .back, .decrease, .reset, .nextRoute, .giveAll, .giveBack, .guardShift, .canary, .enterDigit]
      case .preview: [.back, .help, .apply, .open, .moveUp]
      case .canary: [.back, .apply, .help, .abortCanary, .promote, .pauseCanary, .leaveCanary]
      case .afterwards: [.back, .help, .undo]
      case .themes: [.open, .back, .help]
      case .list, .proxies, .global: [.back, .help]
      }
    return first.firstIndex(of: action) ?? first.count
  }

  private static let ofTime: [Action] = [.freeze, .stepBack, .jumpBack, .fasterPoll]
}
