/// The list of themes: what the cursor is on is what the screen is drawn with.
struct ThemesScreen: Hashable, Sendable {
  /// The place in the menu.
  var selected: Int
  /// The theme to go back to.
  var before: String
}
