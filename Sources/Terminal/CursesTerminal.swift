import CTerminal
import Cells

/// The terminal through ncurses.
///
/// Not `Sendable`: curses has one screen and no locks, so the thread that opens it is the one that uses it. At most one
/// is open at a time.
public final class CursesTerminal: TerminalDriver {
  public let colorDepth: ColorDepth
  public let glyphs: GlyphSet
  private var shown: Canvas?
  private var shownTheme: Theme?
  private var styles: [ResolvedStyle?] = []
  private var decoder = KeyDecoder()
  private var isHungUp = false
  private let multiplexer: ClipboardSequence.Multiplexer

  /// Opens the screen and installs the signal handlers.
  public static func open(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) -> CursesTerminal {
    let result = options.logPath.withOptionalCString { path in
      var request = ct_options(
        has_mouse: options.hasMouse ? 1 : 0, has_colors: options.hasColors ? 1 : 0,
        escape_delay: Int32(options.escapeDelay), log_path: path)
      return ct_open(&request)
    }
    let name = ct_terminal_name().map { String(cString: $0) } ?? ""
    switch Int(result) {
    case CT_OPENED: return CursesTerminal(options)
    case CT_NOT_A_TERMINAL: throw .notATerminal
    case CT_UNKNOWN_TERMINAL: throw .unknownTerminal(name: name)
    case CT_NO_CURSOR_MOVEMENT: throw .noCursorMovement(name: name)
    default: throw .system
    }
  }

  private init(_ options: TerminalOptions) {
    colorDepth = ColorDepth(colors: Int(ct_colors()))
    multiplexer = options.multiplexer
    glyphs = options.isASCII || ct_is_utf8() == 0 ? .ascii : .unicode
  }

  deinit { ct_close() }

  /// Where keys come from: readable when input waits.
  public var inputDescriptor: Int32 { ct_input_descriptor() }

  public var size: Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    ct_size(&columns, &rows)
    return Size(width: Int(columns), height: Int(rows))
  }

  @discardableResult
  public func draw(_ canvas: Canvas, theme: Theme) -> Bool {
    guard ct_output_is_ready() != 0 else { return false }
    if theme != shownTheme {
      styles = Array(repeating: nil, count: StyleToken.allCases.count * TextAttributes.combinations)
      shownTheme = theme
      shown = nil
    }
    let size = size
    var before = shown
    if before?.size != canvas.size { before = nil }
    for y in 0..<min(canvas.height, size.height) {
      let columns = before.map { canvas.changedColumns(row: y, since: $0) } ?? 0..<canvas.width
      if let columns { put(canvas.row(y), columns: columns, y: y, width: size.width, theme: theme) }
    }
    shown = canvas
    ct_flush()
    return true
  }

  private func put(_ row: ArraySlice<Cell>, columns: Range<Int>, y: Int, width: Int, theme: Theme) {
    var cells: [ct_cell] = []
    cells.reserveCapacity(columns.count)
    for x in columns where x < width {
      let cell = row[row.startIndex + x]
      var scalar = cell.scalar
      if glyphs == .ascii {
        // A wide glyph has a substitute in each of its halves.
        let lead = cell.isContinuation && x > 0 ? row[row.startIndex + x - 1] : cell
        scalar = glyphs.glyph(for: lead.scalar)
      } else if cell.isContinuation {
        continue
      } else if cell.width == 2 && x + 1 >= width {
        scalar = " "
      }
      let style = resolved(cell.style, theme: theme)
      cells.append(
        ct_cell(
          scalar: scalar.value, foreground: style.foreground, background: style.background,
          attributes: style.attributes.rawValue))
    }
    ct_put(Int32(y), Int32(columns.lowerBound), cells, Int32(cells.count))
  }

  private func resolved(_ style: Style, theme: Theme) -> ResolvedStyle {
    let index = Int(style.token.rawValue) * TextAttributes.combinations + Int(style.attributes.rawValue)
    if let known = styles[index] { return known }
    let found = theme.resolved(style, depth: colorDepth)
    styles[index] = found
    return found
  }

  public func repaint() {
    shown = nil
    ct_repaint()
  }

  public func readEvents() -> [InputEvent] {
    var events: [InputEvent] = []
    if ct_resize() != 0 {
      shown = nil
      events.append(.resize(size))
    }
    var code: UInt32 = 0
    while !isHungUp {
      let kind = Int(ct_read(&code))
      if kind == CT_READ_NOTHING { break }
      if kind == CT_READ_END {
        isHungUp = true
        events.append(.hangUp)
        break
      }
      events += decoder.feed(kind == CT_READ_CHARACTER ? .scalar(code) : RawInput(keyCode: code))
    }
    return events + decoder.finishBatch()
  }

  public func poll(milliseconds: Int?) -> Readiness { TerminalSignals.poll(milliseconds: milliseconds) }

  public func setMouse(_ isOn: Bool) { ct_set_mouse(isOn ? 1 : 0) }

  public func setTitle(_ title: String) { ct_set_title(glyphs.text(TextWidth.sanitized(title))) }

  public func copy(_ text: String) -> Bool {
    guard let sequence = ClipboardSequence.text(text, through: multiplexer) else { return false }
    ct_send(sequence)
    return true
  }

  public func suspend() {
    ct_suspend()
    shown = nil
  }

  public func lend(_ work: () -> Void) {
    ct_lend()
    work()
    ct_resume()
    shown = nil
  }

  public func resume() {
    ct_resume()
    shown = nil
  }

  public func close() { ct_close() }
}

@available(*, unavailable)
extension CursesTerminal: Sendable {}
