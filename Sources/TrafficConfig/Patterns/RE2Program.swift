/// A regular expression compiled to a nondeterministic automaton, run by following all of its threads at once
/// (K. Thompson 1968; with captures: R. Pike's machine).
struct RE2Program: Sendable {
  enum Instruction: Sendable {
    case scalar(UInt32)
    case set(Int)
    /// The first way is preferred.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case assertion(RE2Node.Assertion)
    case match
  }

  /// An expression that compiles to more is refused, as RE2 does by its memory budget.
  private static let maximumLength = 20_000

  let groupCount: Int
  private var instructions: [Instruction] = []
  private var sets: [RE2CharacterSet] = []

  init(_ node: RE2Node, groupCount: Int) throws(RE2SyntaxError) {
    self.groupCount = groupCount
    try emit(.save(0))
    try compile(node)
    try emit(.save(1))
    try emit(.match)
  }

  private mutating func emit(_ instruction: Instruction) throws(RE2SyntaxError) {
    guard instructions.count < Self.maximumLength else { throw RE2SyntaxError("expression too large") }
    instructions.append(instruction)
  }

  private mutating func compile(_ node: RE2Node) throws(RE2SyntaxError) {
    switch node {
    case .empty: break
    case .scalar(let value): try emit(.scalar(value))
    case .set(let set):
      sets.append(set)
      try emit(.set(sets.count - 1))
    case .assertion(let assertion): try emit(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try compile(node) }
    case .group(let node, let index):
      try emit(.save(index * 2))
      try compile(node)
      try emit(.save(index * 2 + 1))
    case .alternatives(let nodes):
      var ends: [Int] = []
      for node in nodes.dropLast() {
        let split = instructions.count
        try emit(.split(split + 1, 0))
        try compile(node)
        ends.append(instructions.count)
        try emit(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
      }
      if let last = nodes.last { try compile(last) }
      for end in ends { instructions[end] = .jump(instructions.count) }
    case .repetition(let node, let min, let max, let isGreedy):
      for _ in 0..<min { try compile(node) }
      if let max {
        var splits: [Int] = []
        for _ in min..<max {
          splits.append(instructions.count)
          try emit(.split(0, 0))
          try compile(node)
        }
        for split in splits { setSplit(split, into: split + 1, past: instructions.count, isGreedy) }
      } else {
        let split = instructions.count
        try emit(.split(0, 0))
        try compile(node)
        try emit(.jump(split))
        setSplit(split, into: split + 1, past: instructions.count, isGreedy)
      }
    }
  }

  private mutating func setSplit(_ index: Int, into inner: Int, past outer: Int, _ isGreedy: Bool) {
    instructions[index] = isGreedy ? .split(inner, outer) : .split(outer, inner)
  }

  /// A set of threads with its members in order of preference.
  private struct Threads {
    var list: [Int] = []
    /// The round in which an instruction was last added.
    var round: [Int]

    init(count: Int) { round = [Int](repeating: -1, count: count) }
  }

  /// Whether the whole text, or a part of it, matches.
  func matches(_ text: [UInt32], whole: Bool) -> Bool {
    var now = Threads(count: instructions.count)
    var next = Threads(count: instructions.count)
    var stack: [Int] = []
    for position in 0...text.count {
      if position == 0 || !whole { add(0, &now, &stack, text, position) }
      if now.list.isEmpty, whole { return false }
      let value = position < text.count ? text[position] : UInt32.max
      for index in now.list {
        switch instructions[index] {
        case .match where !whole || position == text.count: return true
        case .scalar(let wanted) where wanted == value: add(index + 1, &next, &stack, text, position + 1)
        case .set(let set) where position < text.count && sets[set].contains(value):
          add(index + 1, &next, &stack, text, position + 1)
        default: continue
        }
      }
      swap(&now, &next)
      next.list.removeAll(keepingCapacity: true)
    }
    return false
  }

  /// Adds a thread and all that it reaches without reading.
  private func add(_ start: Int, _ threads: inout Threads, _ stack: inout [Int], _ text: [UInt32], _ position: Int) {
    stack.append(start)
    while let index = stack.popLast() {
      guard threads.round[index] != position else { continue }
      threads.round[index] = position
      switch instructions[index] {
      case .jump(let target): stack.append(target)
      case .split(let first, let second):
        stack.append(second)
        stack.append(first)
      case .save: stack.append(index + 1)
      case .assertion(let assertion): if holds(assertion, text, position) { stack.append(index + 1) }
      case .scalar, .set, .match: threads.list.append(index)
      }
    }
  }

  private func holds(_ assertion: RE2Node.Assertion, _ text: [UInt32], _ position: Int) -> Bool {
    func isWord(_ index: Int) -> Bool {
      text.indices.contains(index) && RE2CharacterSet.words.contains { $0.contains(text[index]) }
    }
    switch assertion {
    case .textStart: return position == 0
    case .textEnd: return position == text.count
    case .lineStart: return position == 0 || text[position - 1] == 0x0a
    case .lineEnd: return position == text.count || text[position] == 0x0a
    case .wordBoundary: return isWord(position - 1) != isWord(position)
    case .noWordBoundary: return isWord(position - 1) == isWord(position)
    }
  }

  /// The leftmost match from a position on, by Perl's preferences: start and end of the match, then of each group.
  func firstMatch(in text: [UInt32], from start: Int) -> [Int?]? {
    typealias Thread = (index: Int, groups: [Int?])
    var best: [Int?]?
    var now: [Thread] = []
    for position in start...text.count {
      var seen = [Bool](repeating: false, count: instructions.count)
      // Threads of earlier starts are preferred; a new start counts only until a match is found.
      var current: [Thread] = []
      var waiting = now
      if best == nil { waiting.append((0, [Int?](repeating: nil, count: (groupCount + 1) * 2))) }
      for thread in waiting { follow(thread, into: &current, &seen, text, position) }
      if current.isEmpty { break }
      now = []
      let value = position < text.count ? text[position] : UInt32.max
      step: for thread in current {
        switch instructions[thread.index] {
        case .match:
          best = thread.groups
          break step
        case .scalar(let wanted) where wanted == value: now.append((thread.index + 1, thread.groups))
        case .set(let set) where position < text.count && sets[set].contains(value):
          now.append((thread.index + 1, thread.groups))
        default: continue
        }
      }
      if now.isEmpty, best != nil { break }
    }
    return best
  }

  private func follow(
    _ thread: (index: Int, groups: [Int?]), into threads: inout [(index: Int, groups: [Int?])],
    _ seen: inout [Bool], _ text: [UInt32], _ position: Int
  ) {
    var stack = [thread]
    while var thread = stack.popLast() {
      guard !seen[thread.index] else { continue }
      seen[thread.index] = true
      switch instructions[thread.index] {
      case .jump(let target): stack.append((target, thread.groups))
      case .split(let first, let second):
        stack.append((second, thread.groups))
        stack.append((first, thread.groups))
      case .save(let slot):
        thread.groups[slot] = position
        stack.append((thread.index + 1, thread.groups))
      case .assertion(let assertion):
        if holds(assertion, text, position) { stack.append((thread.index + 1, thread.groups)) }
      case .scalar, .set, .match: threads.append(thread)
      }
    }
  }
}
