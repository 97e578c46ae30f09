/// What a condition is about.
struct QuerySubject: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let cards = QuerySubject(rawValue: 1)
  static let links = QuerySubject(rawValue: 2)
}
