import Documents
import TrafficConfig

/// An object as YAML, with what validation says at each line.
struct ObjectText: Sendable {
  var reference: ObjectReference
  var document: JSONValue
  var lines: [String]
  /// By line.
  var findings: [Int: [ValidationMessage]]

  /// - Parameter messages: about any objects; only those about this one count.
  init(_ document: JSONValue, messages: [ValidationMessage]) {
    let plain = ObjectChange.withoutServerFields(document)
    reference = ObjectReference(document: document)
    self.document = document
    lines = Self.lines(plain)
    findings = [:]
    for message in messages where message.object == reference {
      findings[Self.line(of: message.path, in: plain, lines), default: []].append(message)
    }
  }

  /// As it is edited.
  var text: String { lines.joined(separator: "\n") + "\n" }

  private static func lines(_ document: JSONValue) -> [String] {
    YAMLText.emit(document).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .dropLast(while: \.isEmpty)
  }

  /// The line where a place of the document is written: the first one that is another if the value there is another.
  private static func line(of path: String, in document: JSONValue, _ lines: [String]) -> Int {
    guard var path = JSONPath(path), !path.steps.isEmpty else { return 0 }
    // What is missing is told where it should be.
    while document[path] == nil, path.steps.count > 1 { path = JSONPath(Array(path.steps.dropLast())) }
    guard document[path] != nil else { return 0 }
    var marked = document
    marked[path] = "\u{1}"
    let others = Self.lines(marked)
    return zip(lines, others).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? max(0, lines.count - 1)
  }
}

extension Array {
  /// Without the last elements for which this holds.
  fileprivate func dropLast(while holds: (Element) -> Bool) -> [Element] {
    var rest = self
    while let last = rest.last, holds(last) { rest.removeLast() }
    return rest
  }
}
