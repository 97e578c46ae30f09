import Testing

/// A part of an object of Istio's, and what has to be there in what it becomes.
struct TranslationRow: CustomTestStringConvertible {
  /// In flow style.
  var source: String
  var path: String
  /// In flow style; nil for nothing.
  var expected: String?
  var testDescription: String { "\(source) → \(path)" }

  init(_ source: String, _ path: String, _ expected: String?) {
    self.source = source
    self.path = path
    self.expected = expected
  }
}
