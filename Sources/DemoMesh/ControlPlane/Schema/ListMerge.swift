/// How two lists become one.
enum ListMerge: Sendable, Hashable {
  /// One owner, replaced whole.
  case atomic
  /// Scalars, each by its value.
  case set
  /// Objects, each by the values of these keys.
  case keyed([String])
}
