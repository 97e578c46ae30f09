/// A line of a form as it is drawn, and what of it can be pointed at.
struct FormLine: Hashable, Sendable {
  struct Span: Hashable, Sendable {
    var place: FormPlace
    var columns: Range<Int>
  }

  var line: TextLine
  var spans: [Span] = []
  /// The cursor of the form is on it.
  var hasFocus = false
}
