import Documents
import Testing

@Suite struct TextDiffTests {
  private static func apply(_ lines: [DiffLine]) -> (old: [String], new: [String]) {
    (lines.filter { $0.kind != .added }.map(\.text), lines.filter { $0.kind != .removed }.map(\.text))
  }

  @Test func equalTextsHaveNoDifference() {
    #expect(TextDiff.lines(from: "a\nb\n", to: "a\nb\n").isEmpty)
    #expect(TextDiff.unified(from: "a", to: "a").isEmpty)
  }

  @Test func keepsSomeContext() {
    let old = (1...20).map(String.init).joined(separator: "\n")
    let new = old.replacing("10", with: "ten")
    let lines = TextDiff.lines(from: old, to: new, context: 2)
    #expect(lines.map { "\($0.sign)\($0.text)" } == [" 8", " 9", "-10", "+ten", " 11", " 12"])
    #expect(lines.map(\.oldNumber) == [8, 9, 10, nil, 11, 12])
    #expect(lines.map(\.newNumber) == [8, 9, nil, 10, 11, 12])
  }

  @Test func unifiedFormatHasHunks() {
    let old = (1...12).map(String.init).joined(separator: "\n") + "\n"
    let new = "0\n" + old.replacing("12\n", with: "")
    let expected = """
      --- a
      +++ b
      @@ -0,0 +1 @@
      +0
      @@ -12 +12,0 @@
      -12

      """
    #expect(TextDiff.unified(from: old, to: new, fromName: "a", toName: "b", context: 0) == expected)
  }

  @Test func fromNothingAndToNothing() {
    #expect(TextDiff.lines(from: "", to: "a\nb\n").map(\.kind) == [.added, .added])
    #expect(TextDiff.lines(from: "a\nb\n", to: "").map(\.kind) == [.removed, .removed])
  }

  /// The script turns one text into the other, and is as short as the longest common subsequence allows.
  @Test(arguments: 0..<UInt64(200))
  func isRightAndShortest(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = (0..<Int.random(in: 0...14, using: &generator)).map { _ in "\(Int.random(in: 0...3, using: &generator))" }
    let new = (0..<Int.random(in: 0...14, using: &generator)).map { _ in "\(Int.random(in: 0...3, using: &generator))" }
    let lines = TextDiff.lines(
      from: old.map { $0 + "\n" }.joined(), to: new.map { $0 + "\n" }.joined(), context: 1000)
    if old != new {
      let result = Self.apply(lines)
      #expect(result.old == old)
      #expect(result.new == new)
    }
    let edits = lines.count { $0.kind != .context }
    #expect(edits == old.count + new.count - 2 * Self.commonLength(old, new))
  }

  private static func commonLength(_ a: [String], _ b: [String]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
      var diagonal = 0
      for (index, y) in b.enumerated() {
        let above = row[index + 1]
        row[index + 1] = x == y ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[b.count]
  }

  @Test func veryDifferentTextsEndInReplacement() {
    let old = (0..<3000).map { "a\($0)" }.joined(separator: "\n")
    let new = (0..<3000).map { "b\($0)" }.joined(separator: "\n")
    let lines = TextDiff.lines(from: old, to: new)
    #expect(lines.count { $0.kind == .removed } == 3000)
    #expect(lines.count { $0.kind == .added } == 3000)
  }
}
