/// What the details pane says about the selected card or link.
struct DetailDocument: Hashable, Sendable {
  /// A titled group of lines that stay together.
  struct Block: Hashable, Sendable {
    var title: String
    var lines: [TextLine]
  }

  /// What it is.
  var heading: TextLine
  /// Rate and errors of the last minutes; drawn at the right end of the heading.
  var trend: Trend
  /// The essence in single lines, most important first: for low panes.
  var summary: [TextLine]
  /// Everything, most important first: for high panes.
  var blocks: [Block]
  /// The same over time, where there is room for it.
  var chart: ChartGroup?
}
