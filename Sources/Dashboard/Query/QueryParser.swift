import Settings
import Texts

/// Reads an expression: conditions joined by `AND`, which binds tighter, and `OR`.
///
/// All conditions between two `OR` are about cards, or all about edges. Kiali's documentation has it the other way round
/// about what binds tighter; its code does as this does.
struct QueryParser {
  private let tokens: [QueryToken]
  /// Characters of the whole text.
  private let length: Int
  private var place = 0

  init(_ tokens: [QueryToken], length: Int) {
    self.tokens = tokens
    self.length = length
  }

  private var next: QueryToken? { place < tokens.count ? tokens[place] : nil }

  mutating func clauses() throws(QueryProblem) -> [[QueryTest]] {
    var clauses: [[QueryTest]] = [[]]
    var subject: QuerySubject = [.cards, .links]
    var before = ""
    while true {
      let start = place
      let test = try test()
      let common = subject.intersection(test.operand.subject)
      if common.isEmpty {
        let here = start..<place
        let (first, second) = (before, test.operand.word)
        let text =
          test.operand.subject == .links
          ? tr("“\(second)” is about edges, “\(first)” about cards: join them by OR")
          : tr("“\(second)” is about cards, “\(first)” about edges: join them by OR")
        throw QueryProblem(text: text, range: range(of: here))
      }
      if common != subject || before.isEmpty { before = test.operand.word }
      subject = common
      clauses[clauses.count - 1].append(test)
      guard let joint = next else { return clauses }
      place += 1
      if joint.isWord("or") {
        clauses.append([])
        (subject, before) = ([.cards, .links], "")
      } else if !joint.isWord("and") {
        let isParenthesis = joint.kind == .parenthesis
        throw QueryProblem(
          text: isParenthesis ? Self.parentheses : tr("before “\(joint.text)” AND or OR is missing"),
          range: joint.range)
      }
    }
  }

  private static var parentheses: String { tr("there are no parentheses: AND binds tighter than OR") }

  // MARK: A condition

  private mutating func test() throws(QueryProblem) -> QueryTest {
    var isInverse = false
    while let token = next {
      if token.kind == .not || token.isWord("not") {
        isInverse.toggle()
      } else if !token.isWord("is") && !token.isWord("has") {
        break
      }
      place += 1
    }
    guard let name = next else {
      throw QueryProblem(
        text: tr("a condition is missing at the end, such as rps > 10 or healthy"), range: length..<length)
    }
    place += 1
    var test = try operand(name)
    if case .flag = test.operand.kind {
      if let token = next, comparison() != nil {
        throw QueryProblem(
          text: tr("“\(name.text)” is yes or no: nothing to compare, ! before it denies it"), range: token.range)
      }
      test.isInverse = isInverse
      return test
    }
    guard let (comparison, sign) = comparison() else {
      if test.operand == .label, next.map({ $0.isWord("and") || $0.isWord("or") }) ?? true {
        test.isInverse = isInverse
        return test
      }
      throw QueryProblem(
        text: tr("after “\(name.text)” a comparison is missing, such as \(name.text) \(example(test.operand))"),
        range: next?.range ?? length..<length)
    }
    place += sign.count
    test.wanted = try wanted(test.operand, isInverse ? comparison.opposite : comparison, name: name, sign: sign)
    return test
  }

  /// The comparison that stands next, and its tokens; they are not passed yet.
  private func comparison() -> (QueryComparison, ArraySlice<QueryToken>)? {
    guard let first = next else { return nil }
    if case .comparison(let comparison) = first.kind { return (comparison, tokens[place...place]) }
    guard first.kind == .word else { return nil }
    let second = place + 1 < tokens.count ? tokens[place + 1] : nil
    if first.isWord("not"), let second, let comparison = QueryComparison(word: second.text) {
      return (comparison.opposite, tokens[place...(place + 1)])
    }
    guard let comparison = QueryComparison(word: first.text) else { return nil }
    if comparison == .equal, second?.isWord("not") == true { return (.unequal, tokens[place...(place + 1)]) }
    return (comparison, tokens[place...place])
  }

  private func operand(_ token: QueryToken) throws(QueryProblem) -> QueryTest {
    let word = token.text.lowercased()
    if token.kind == .word, word.hasPrefix("label:") {
      let key = String(token.text.dropFirst("label:".count))
      if key.isEmpty { throw QueryProblem(text: tr("after “label:” the label's key is missing"), range: token.range) }
      return QueryTest(operand: .label, key: key, wanted: .holds)
    }
    if token.kind == .word, let operand = QueryOperand.named(word) {
      return QueryTest(operand: operand, wanted: .holds)
    }
    let text: String
    switch token.kind {
    case .parenthesis: text = Self.parentheses
    case .comparison: text = tr("before “\(token.text)” is missing what to compare, such as rps")
    case .word where QueryOperand.absent.contains(word):
      text = tr("“\(token.text)” is known to Kiali, not to this graph")
    case .word where QueryOperand.named("%" + word) != nil: text = tr("“\(token.text)” is written %\(word)")
    case .word, .quoted, .not:
      let near = NearMiss.nearest(to: token.text, among: QueryOperand.allNames)
      text =
        near.map { tr("nothing is called “\(token.text)”: is \($0) meant?") }
        ?? tr("nothing is called “\(token.text)”; Tab after a letter shows what there is")
    }
    throw QueryProblem(text: text, range: token.range)
  }

  // MARK: A value

  private mutating func wanted(
    _ operand: QueryOperand, _ comparison: QueryComparison, name: QueryToken, sign: ArraySlice<QueryToken>
  ) throws(QueryProblem) -> QueryTest.Wanted {
    let said = name.text + " " + sign.map(\.text).joined(separator: " ")
    guard let token = next, token.kind == .quoted || token.kind == .word && !token.isWord("and") && !token.isWord("or")
    else {
      throw QueryProblem(text: tr("after “\(said)” a value is missing"), range: next?.range ?? length..<length)
    }
    place += 1
    if token.isWord("nan") {
      switch comparison {
      case .equal: return .absent
      case .unequal: return .holds
      default: throw QueryProblem(text: tr("NaN, no value, goes with = and != alone"), range: token.range)
      }
    }
    guard case .number(let unit) = operand.kind else {
      return .text(comparison, try text(operand, token))
    }
    if comparison.isOfTexts {
      throw QueryProblem(
        text: tr("“\(name.text)” is a number: compare it by = != > >= < or <="), range: range(of: sign.indices))
    }
    guard let (value, slack) = unit.value(token.text) else {
      throw QueryProblem(text: tr("“\(token.text)” is no number such as \(unit.example)"), range: token.range)
    }
    return .number(comparison, value, slack: slack)
  }

  /// The text to compare with; names of kinds go by their long form.
  private func text(_ operand: QueryOperand, _ token: QueryToken) throws(QueryProblem) -> String {
    let known: [String: [String]]
    switch operand {
    case .node: known = QueryWords.nodes
    case .protocol: known = QueryWords.protocols
    default: return token.text
    }
    let word = token.text.lowercased()
    if let kind = known.first(where: { $0.key == word || $0.value.contains(word) }) { return kind.key }
    let all = known.keys.sorted().joined(separator: ", ")
    throw QueryProblem(text: tr("“\(token.text)” is none of \(all)"), range: token.range)
  }

  private func example(_ operand: QueryOperand) -> String {
    switch operand.kind {
    case .number(let unit): "> " + (unit.example.split(separator: ",").first.map(String.init) ?? "")
    case .text, .flag: operand == .node ? "= service" : operand == .protocol ? "= grpc" : "*= x"
    }
  }

  private func range(of tokens: Range<Int>) -> Range<Int> {
    guard let first = tokens.first, let last = tokens.last else { return length..<length }
    return self.tokens[first].range.lowerBound..<self.tokens[last].range.upperBound
  }
}
