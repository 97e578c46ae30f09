/// The line for commands and names, while it is open.
struct PaletteState: Hashable, Sendable {
  var text = ""
  /// The suggestion under the cursor, by its place; nil for the first, as long as nothing was chosen.
  var chosen: Int?
}
