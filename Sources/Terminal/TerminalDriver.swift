import Cells

/// A place to show canvases and to read keys from; belongs to one thread.
public protocol TerminalDriver: AnyObject {
  var size: Size { get }
  var colorDepth: ColorDepth { get }
  var glyphs: GlyphSet { get }

  /// Shows a canvas; only what differs from the shown one is sent.
  ///
  /// - Returns: false when the terminal does not take output now. The frame is dropped rather than queued: draw the
  ///   newest state a little later.
  @discardableResult
  func draw(_ canvas: Canvas, theme: Theme) -> Bool
  /// Has the next frame painted anew, for a screen that something else has spoiled.
  func repaint()
  /// All that came in since the last call, a change of size included; never waits.
  func readEvents() -> [InputEvent]
  /// Waits for input, a signal or a wake-up; nil waits without end.
  func poll(milliseconds: Int?) -> Readiness
  func setMouse(_ isOn: Bool)
  /// Sets the window's title, where there is one; the text is made safe.
  func setTitle(_ title: String)
  /// Puts a text into the clipboard of the machine where the terminal's window is, if the terminal allows it: there is
  /// no answer that would tell.
  ///
  /// - Returns: false if the text is too long for that.
  func copy(_ text: String) -> Bool
  /// Gives the terminal back to the shell, stops the process, and returns when it is continued.
  func suspend()
  /// Gives the terminal to another program while the work runs, which has to be over when it returns. What the keys
  /// asked for meanwhile was meant for that program and is forgotten.
  func lend(_ work: () -> Void)
  /// Takes the terminal again after the process was stopped by something else.
  func resume()
  /// Puts the terminal back as it was; nothing can be drawn afterwards.
  func close()
}
