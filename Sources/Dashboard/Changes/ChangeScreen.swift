/// What a change of the journal wrote.
struct ChangeScreen: Hashable, Sendable {
  /// The entry's id.
  var id: String
  /// The first line that is shown.
  var scroll = 0
}
