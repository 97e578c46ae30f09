/// What a piece of text means; a theme decides how it looks. Screens name tokens, never colours.
public enum StyleToken: UInt8, CaseIterable, Sendable {
  /// Ordinary text.
  case text
  /// Text of less weight: units, labels, explanations.
  case muted
  /// The heading of a screen or card.
  case title
  /// The heading of a section or column.
  case heading
  /// What draws the eye without being good or bad.
  case accent
  case border
  /// The border of the pane or card that has the focus.
  case borderFocused
  /// The thing that the cursor is on.
  case selection
  /// A hit of a search.
  case match
  case header
  case footer
  /// A key in hints and help.
  case key
  /// An action that cannot be taken now.
  case disabled
  /// Data older than it should be.
  case stale
  /// The content of a field that can be typed into.
  case input
  case button
  case buttonFocused
  /// The mark of a context where writes want extra care.
  case protected
  case healthy
  case degraded
  case failure
  case notReady
  case idle
  /// No data, or not applicable.
  case unknown
  case edge
  case edgeSelected
  case edgeDegraded
  case edgeError
  case edgeIdle
  case edgeTCP
  /// The filled part of a bar.
  case barFilled
  /// A second bar beside the first: observed beside configured.
  case barObserved
  case barEmpty
  case sparkline
  case sparklineError
  /// A line that a diff adds.
  case added
  /// A line that a diff removes.
  case removed
  /// The header of a diff or of one of its hunks.
  case hunk
  case info
  case warning
  case error
  case toastInfo
  case toastWarning
  case toastError

  /// The name in theme files, such as `barFilled`.
  public var name: String { String(describing: self) }

  /// The token of that exact name, or nil.
  public init?(name: String) {
    guard let token = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = token
  }
}
