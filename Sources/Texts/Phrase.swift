/// A text of the interface as it stands in the code: English, with the values in their places.
///
/// `"\(count) of \(all) cards"` has the key `{} of {} cards`, which is what catalogues translate.
public struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The English text with `{}` in the places of values.
  public let key: String
  /// The values in the order of the English text.
  let values: [String]

  /// A text without values, such as the help of a key, that is not written where it is shown.
  public init(key: String) {
    self.key = key
    values = []
  }

  /// A text whose key is put together, such as that of a counted noun.
  public init(key: String, values: [String]) {
    self.key = key
    self.values = values
  }

  public init(stringLiteral value: String) { self.init(key: value) }

  public init(stringInterpolation: StringInterpolation) {
    key = stringInterpolation.key
    values = stringInterpolation.values
  }

  /// A long text in two pieces, as the code breaks its lines.
  public static func + (a: Phrase, b: Phrase) -> Phrase { Phrase(key: a.key + b.key, values: a.values + b.values) }

  /// Gathers the pieces of a literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    var key = ""
    var values: [String] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { key += literal }

    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      key += "{}"
      values.append(value.description)
    }
  }

  /// The text in a language; in English where the catalogue lacks it.
  ///
  /// - Complexity: O(length).
  public func text(in language: Language) -> String {
    let form = language == .english ? key : language.catalogue[key] ?? key
    return values.isEmpty ? form : Self.filled(form, with: values)
  }

  /// Puts values into `{}`, one after the other, or into `{2}` by their number from 1.
  static func filled(_ form: String, with values: [String]) -> String {
    var text = ""
    var next = 0
    var rest = Substring(form)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      let index = name.isEmpty ? next : Int(name).map { $0 - 1 }
      text += rest[..<open]
      if let index, values.indices.contains(index) {
        text += values[index]
        if name.isEmpty { next += 1 }
      } else {
        // Braces that stand for themselves.
        text += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}

/// A text of the interface in the language that is set: `tr("Waiting for \(age) so far.")`.
public func tr(_ phrase: Phrase) -> String { phrase.text(in: .current) }

/// The same for a text that stands elsewhere, such as in the table of keys.
public func tr(key: String) -> String { Phrase(key: key).text(in: .current) }
