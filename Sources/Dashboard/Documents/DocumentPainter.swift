import Cells
import TrafficConfig

/// Draws an object as YAML with line numbers and findings below their lines.
struct DocumentPainter {
  var text: ObjectText
  var problem: String?

  func lines(width: Int) -> [TextLine] {
    var lines: [TextLine] = []
    if let problem { lines += TextLine.wrapped("✗ " + problem, width: width, .error) }
    let digits = "\(text.lines.count)".count
    for (number, content) in text.lines.enumerated() {
      let findings = (text.findings[number] ?? []).sorted()
      let worst = findings.first?.level
      let style: Style = worst == .error ? .error : worst == nil ? .text : .warning
      let sign = worst == .error ? "✗" : worst == nil ? " " : "!"
      lines.append(
        (TextLine("\(number + 1)".leftPadded(digits) + " ", .muted) + TextLine(sign + " ", style)
          + TextLine(content, worst == nil ? .text : style)).cut(to: width))
      for finding in findings {
        lines += TextLine.wrapped(
          "\(finding.code) \(finding.message)", width: max(10, width - digits - 5),
          finding.level == .error ? .error : .warning
        ).map { TextLine(String(repeating: " ", count: digits + 3)) + $0 }
      }
    }
    return lines
  }

  /// The lines of the screen with a finding's sign.
  func marked(width: Int) -> [Int] {
    lines(width: width).enumerated().filter {
      $0.element.spans.count >= 3 && ["✗ ", "! "].contains($0.element.spans[1].text)
    }
    .map(\.offset)
  }
}
