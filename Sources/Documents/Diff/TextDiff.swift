/// Compares texts line by line.
public enum TextDiff {
  /// The changed lines with some unchanged ones around them; empty if the texts are equal.
  public static func lines(from old: String, to new: String, context: Int = 3) -> [DiffLine] {
    let all = allLines(from: split(old), to: split(new))
    var lastChange = Int.min / 2
    var keep = [Bool](repeating: false, count: all.count)
    for (index, line) in all.enumerated() {
      if line.kind != .context { lastChange = index }
      keep[index] = index - lastChange <= context
    }
    lastChange = Int.max / 2
    for index in all.indices.reversed() {
      if all[index].kind != .context { lastChange = index }
      if lastChange - index <= context { keep[index] = true }
    }
    return all.indices.filter { keep[$0] }.map { all[$0] }
  }

  /// The comparison in the unified format of `diff -u`; empty if the texts are equal.
  public static func unified(
    from old: String, to new: String, fromName: String = "before", toName: String = "after", context: Int = 3
  ) -> String {
    let lines = lines(from: old, to: new, context: context)
    guard !lines.isEmpty else { return "" }
    var text = "--- \(fromName)\n+++ \(toName)\n"
    var oldNext = 1
    var newNext = 1
    var start = lines.startIndex
    while start < lines.endIndex {
      var end = start
      // What a gap left out is as long on both sides.
      let skipped = max((lines[start].oldNumber ?? oldNext) - oldNext, (lines[start].newNumber ?? newNext) - newNext)
      oldNext += skipped
      newNext += skipped
      let oldStart = oldNext
      let newStart = newNext
      while end < lines.endIndex, (lines[end].oldNumber ?? oldNext) == oldNext,
        (lines[end].newNumber ?? newNext) == newNext
      {
        if lines[end].oldNumber != nil { oldNext += 1 }
        if lines[end].newNumber != nil { newNext += 1 }
        end += 1
      }
      text += "@@ -\(span(oldStart, oldNext)) +\(span(newStart, newNext)) @@\n"
      for line in lines[start..<end] { text += "\(line.sign)\(line.text)\n" }
      start = end
    }
    return text
  }

  private static func span(_ start: Int, _ end: Int) -> String {
    let count = end - start
    return count == 1 ? "\(start)" : "\(count == 0 ? start - 1 : start),\(count)"
  }

  private static func split(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func allLines(from old: [Substring], to new: [Substring]) -> [DiffLine] {
    var head = 0
    while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    let steps = MyersDiff.steps(Array(old[head..<old.count - tail]), Array(new[head..<new.count - tail]))
    var lines: [DiffLine] = []
    var oldIndex = 0
    var newIndex = 0
    func append(_ kind: DiffLine.Kind) {
      let text = kind == .added ? new[newIndex] : old[oldIndex]
      lines.append(
        DiffLine(
          kind: kind, text: String(text), oldNumber: kind == .added ? nil : oldIndex + 1,
          newNumber: kind == .removed ? nil : newIndex + 1))
      if kind != .added { oldIndex += 1 }
      if kind != .removed { newIndex += 1 }
    }
    for _ in 0..<head { append(.context) }
    for step in steps { append(step) }
    for _ in 0..<tail { append(.context) }
    return lines
  }
}
