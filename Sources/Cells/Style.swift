/// The look of a cell: a meaning, and attributes on top of those that the theme gives it.
public struct Style: Hashable, Sendable {
  public var token: StyleToken
  public var attributes: TextAttributes

  public init(_ token: StyleToken, _ attributes: TextAttributes = []) {
    self.token = token
    self.attributes = attributes
  }

  /// The same meaning with more attributes.
  public func adding(_ more: TextAttributes) -> Style { Style(token, attributes.union(more)) }

  public var bold: Style { adding(.bold) }
  public var dim: Style { adding(.dim) }
  public var reverse: Style { adding(.reverse) }
  public var underline: Style { adding(.underline) }
}

extension Style: CustomStringConvertible {
  /// Such as `failure` or `text+bold+reverse`: the form that golden tests compare.
  public var description: String {
    var text = token.name
    for entry in TextAttributes.named where attributes.contains(entry.attribute) {
      text += "+" + entry.name
    }
    return text
  }
}
