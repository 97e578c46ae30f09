import Testing

@testable import Kubernetes

@Suite struct LineSplitterTests {
  @Test(arguments: 0..<200) func anyCutsGiveTheSameLines(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let lines = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      (0..<Int.random(in: 1...30, using: &random)).map { _ in UInt8.random(in: 32...126, using: &random) }
    }
    let partial: [UInt8] = Bool.random(using: &random) ? [1, 2, 3] : []
    var bytes = lines.flatMap { $0 + [UInt8(ascii: "\n")] } + partial
    var splitter = LineSplitter(maxLineBytes: 1_000)
    var found: [[UInt8]] = []
    while !bytes.isEmpty {
      let count = Int.random(in: 1...min(bytes.count, 17), using: &random)
      found += try splitter.append(bytes.prefix(count))
      bytes.removeFirst(count)
    }
    #expect(found == lines)
  }

  @Test func emptyLinesAreLeftOut() throws {
    var splitter = LineSplitter(maxLineBytes: 10)
    #expect(try splitter.append("\n\na\n\n".utf8) == [[97]])
  }

  @Test func anEndlessLineIsAnError() throws {
    var splitter = LineSplitter(maxLineBytes: 10)
    #expect(throws: LineSplitter.LineTooLong.self) { try splitter.append("12345678901".utf8) }
  }
}
