/// What is wrong with an expression, and where.
struct QueryProblem: Error, Hashable, Sendable {
  /// A sentence without a full stop.
  var text: String
  /// The characters that it is about; empty at the end of an expression that is not finished.
  var range: Range<Int>
}
