import Cells
import MeshModel
import Texts

/// What the lines, signs and marks of the graph mean, and what can be searched by.
enum GraphLegend {
  private typealias Entry = (sample: String, style: Style, words: String)

  static func lines(width: Int) -> [TextLine] {
    var lines: [TextLine] = []
    lines += section(tr("Lines"), edges)
    lines += section(tr("Signs of health"), HealthStatus.allCases.reversed().map { ($0.sign, $0.style, $0.word) })
    lines += section(tr("Marks on cards"), marks)
    lines += section(tr("Find and hide"), expressions)
    lines.removeLast()
    lines += names(tr("of cards"), .cards, width: width)
    lines += names(tr("of edges"), .links, width: width)
    return lines
  }

  private static var edges: [Entry] {
    [
      ("──▶", .edge, tr("requests, or TCP")),
      ("┄┄▶", .edgeIdle, tr("nothing for a while; with a colour, calls against the flow")),
      ("─!▶", .edgeDegraded, tr("some fail")),
      ("━✗▶", .edgeError, tr("many fail")),
      ("┄m▶", .edge, tr("copies of requests by a mirror: no calls, so without a share")),
      ("━*▶", .accent, tr("found by the search")),
      ("· ·", .muted, tr("around cards: a namespace")),
    ]
  }

  private static var marks: [Entry] {
    CardMark.allCases.map { mark in
      let words = mark.words.last ?? ""
      return (mark.letter, mark == .offWeights ? .warning : .muted, "\(words): \(mark.meaning)")
    }
  }

  private static var expressions: [Entry] {
    [
      ("rps > 10", .text, tr("a comparison: = != > >= < <=, of texts *= ^= $= too")),
      ("!healthy", .text, tr("yes or no; ! denies it")),
      ("AND OR", .text, tr("AND binds tighter; cards and edges are joined by OR alone")),
      ("= NaN", .text, tr("there is no value")),
    ]
  }

  private static func section(_ title: String, _ entries: [Entry]) -> [TextLine] {
    let samples = entries.map { TextWidth.of($0.sample) }.max() ?? 0
    var lines = [TextLine(title, .heading)]
    for entry in entries {
      var line = TextLine("  " + entry.sample.rightPadded(samples) + "  ", entry.style)
      line.append(entry.words)
      lines.append(line)
    }
    return lines + [TextLine()]
  }

  private static func names(_ title: String, _ subject: QuerySubject, width: Int) -> [TextLine] {
    let words = QueryOperand.allCases.filter { $0.subject.contains(subject) }.map { operand in
      ([operand.word] + operand.aliases).joined(separator: "=")
    }
    return [TextLine("  " + title, .muted)]
      + TextLine.wrapped(words.joined(separator: " "), width: max(10, width - 4)).map { TextLine("    ") + $0 }
  }
}
