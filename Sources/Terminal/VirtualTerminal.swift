import Cells

/// A terminal in memory, for tests and for pictures of the screen: it keeps what was drawn and replays given input.
public final class VirtualTerminal: TerminalDriver {
  public private(set) var size: Size
  public let colorDepth: ColorDepth
  public let glyphs: GlyphSet
  /// What the screen shows: in the terminal's glyphs, cut to its size.
  public private(set) var screen: Canvas
  public private(set) var theme: Theme?
  public private(set) var frameCount = 0
  /// The cells that the newest frame changed.
  public private(set) var changedCells = 0
  public private(set) var title = ""
  public private(set) var clipboard = ""
  public private(set) var hasMouse = true
  public private(set) var suspendCount = 0
  public private(set) var isClosed = false
  /// While false, frames are refused as by a terminal that takes no output.
  public var takesOutput = true
  private var waiting: [InputEvent] = []
  private var isSpoiled = true

  public init(width: Int, height: Int, colorDepth: ColorDepth = .indexed256, glyphs: GlyphSet = .unicode) {
    size = Size(width: width, height: height)
    self.colorDepth = colorDepth
    self.glyphs = glyphs
    screen = Canvas(width: width, height: height)
  }

  /// Lets an event come in.
  public func send(_ event: InputEvent) { waiting.append(event) }

  /// Lets keys come in.
  public func press(_ keys: Key...) { waiting += keys.map { .key($0) } }

  /// Changes the size, and says so as a terminal does.
  public func resize(width: Int, height: Int) {
    size = Size(width: width, height: height)
    screen = Canvas(size: size)
    isSpoiled = true
    waiting.append(.resize(size))
  }

  @discardableResult
  public func draw(_ canvas: Canvas, theme: Theme) -> Bool {
    guard takesOutput, !isClosed else { return false }
    var frame = Canvas(size: size)
    frame.draw(canvas.converted(to: glyphs))
    changedCells = 0
    for y in 0..<frame.height {
      for (old, new) in zip(screen.row(y), frame.row(y)) where isSpoiled || old != new || self.theme != theme {
        changedCells += 1
      }
    }
    screen = frame
    self.theme = theme
    isSpoiled = false
    frameCount += 1
    return true
  }

  public func repaint() { isSpoiled = true }

  public func readEvents() -> [InputEvent] {
    defer { waiting.removeAll() }
    return waiting
  }

  public func poll(milliseconds: Int?) -> Readiness { waiting.isEmpty ? [] : .input }
  public func setMouse(_ isOn: Bool) { hasMouse = isOn }
  public func setTitle(_ title: String) { self.title = TextWidth.sanitized(title) }
  public func copy(_ text: String) -> Bool {
    clipboard = text
    return true
  }

  public func lend(_ work: () -> Void) {
    work()
    isSpoiled = true
  }

  public func suspend() { suspendCount += 1 }
  public func resume() { isSpoiled = true }
  public func close() { isClosed = true }
}
