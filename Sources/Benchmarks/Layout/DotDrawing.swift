import Foundation
import GraphLayout

/// What Graphviz' `dot` makes of a graph, where it is installed: a yardstick.
struct DotDrawing {
  /// Of the fastest run of the program, its start included.
  var seconds: Double
  /// Pairs of edges that cross in the picture, counted for edges without a common end.
  var crossings: Int

  private typealias Point = SIMD2<Double>

  /// The program's path; nil if there is none.
  private static let program = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/dot" }.first(where: FileManager.default.isExecutableFile)

  /// Nil if there is no `dot`, or it failed.
  init?<ID>(of nodes: [LayoutNode<ID>], _ edges: [LayoutEdge<ID>], runs: Int) {
    guard let program = Self.program else { return nil }
    let names = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($0.element.id, $0.offset) })
    // A cell is taken for a tenth of an inch by a fifth.
    let boxes = nodes.enumerated().map { number, node in
      "n\(number) [shape=box,fixedsize=true,width=\(Double(node.width) / 10),height=\(Double(node.height) / 5)]"
    }
    let arrows = edges.map { "n\(names[$0.source] ?? 0) -> n\(names[$0.target] ?? 0)" }
    let text = "digraph {rankdir=LR\n" + (boxes + arrows).joined(separator: "\n") + "\n}\n"
    let folder = FileManager.default.temporaryDirectory
    let input = folder.appendingPathComponent("vigla-bench-\(getpid()).dot")
    let output = folder.appendingPathComponent("vigla-bench-\(getpid()).plain")
    defer { for file in [input, output] { try? FileManager.default.removeItem(at: file) } }
    guard (try? Data(text.utf8).write(to: input)) != nil else { return nil }
    var best = Double.infinity
    for _ in 0..<runs {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = ["-Tplain", "-o", output.path, input.path]
      process.standardError = FileHandle.nullDevice
      let start = Measurement.seconds
      guard (try? process.run()) != nil else { return nil }
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { return nil }
      best = min(best, Measurement.seconds - start)
    }
    guard let drawn = try? String(contentsOf: output, encoding: .utf8) else { return nil }
    seconds = best
    crossings = Self.crossings(Self.lines(of: drawn))
  }

  private struct Line {
    var ends: [Substring]
    var points: [Point]
  }

  /// The edges of a plain drawing, each curve as a line of short pieces.
  private static func lines(of text: String) -> [Line] {
    text.split(separator: "\n").compactMap { row in
      let fields = row.split(separator: " ")
      guard fields.first == "edge", fields.count > 4, let count = Int(fields[3]) else { return nil }
      let numbers = fields[4...].prefix(2 * count).compactMap { Double($0) }
      let control = stride(from: 0, to: numbers.count - 1, by: 2).map { Point(numbers[$0], numbers[$0 + 1]) }
      guard let first = control.first else { return nil }
      var points = [first]
      for start in stride(from: 0, to: control.count - 3, by: 3) {
        let (a, b, c, d) = (control[start], control[start + 1], control[start + 2], control[start + 3])
        for step in 1...5 {
          let t = Double(step) / 5
          let s = 1 - t
          let middle: Point = b * (3 * s * s * t) + c * (3 * s * t * t)
          points.append(a * (s * s * s) + middle + d * (t * t * t))
        }
      }
      return Line(ends: [fields[1], fields[2]], points: points)
    }
  }

  /// Sweeps over the pieces from the bottom up.
  private static func crossings(_ lines: [Line]) -> Int {
    struct Piece {
      var line: Int
      var a: Point
      var b: Point
    }
    var pieces = lines.enumerated().flatMap { number, line in
      zip(line.points, line.points.dropFirst()).map { Piece(line: number, a: $0, b: $1) }
    }
    pieces.sort { min($0.a.y, $0.b.y) < min($1.a.y, $1.b.y) }
    func side(_ p: Point, _ q: Point, _ r: Point) -> Bool {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x) > 0
    }
    var active: [Piece] = []
    var sum = 0
    for piece in pieces {
      let low = min(piece.a.y, piece.b.y)
      active.removeAll { max($0.a.y, $0.b.y) < low }
      for other in active where other.line != piece.line {
        if max(piece.a.x, piece.b.x) < min(other.a.x, other.b.x) { continue }
        if max(other.a.x, other.b.x) < min(piece.a.x, piece.b.x) { continue }
        if side(piece.a, piece.b, other.a) == side(piece.a, piece.b, other.b) { continue }
        if side(other.a, other.b, piece.a) == side(other.a, other.b, piece.b) { continue }
        if lines[piece.line].ends.contains(where: lines[other.line].ends.contains) { continue }
        sum += 1
      }
      active.append(piece)
    }
    return sum
  }
}
