import Testing

@testable import Dashboard

@Suite("Expressions to find and hide by") struct GraphSearchTests {
  @Test(
    "a text without a sign of an expression is part of a name",
    arguments: [
      ("reviews", "reviews"), ("Rev", "rev"), ("http", "http"), ("  a  b ", "a b"), ("q?w", "q?w"), ("and", "and"),
      ("\"healthy\"", "healthy"), ("rps", "rps"), ("v1.2", "v1.2"),
    ])
  func names(text: String, part: String) { #expect(GraphSearch(text).meaning == .name(part)) }

  @Test("nothing asks for nothing", arguments: ["", "   ", "\"\""])
  func nothing(text: String) { #expect(GraphSearch(text).meaning == .nothing) }

  @Test(
    "an operand, how it is compared, and a value",
    arguments: [
      ("rps > 10", QueryOperand.rps, QueryTest.Wanted.number(.above, 10, slack: 0.5), false),
      ("RPS>=1.5", .rps, .number(.atLeast, 1.5, slack: 0.05), false),
      ("%error > 1%", .error, .number(.above, 1, slack: 0.5), false),
      ("%httperror<5", .httpError, .number(.below, 5, slack: 0.5), false),
      ("rt > 500ms", .responsetime, .number(.above, 500, slack: 0.5), false),
      ("rt <= 1.5s", .responsetime, .number(.atMost, 1500, slack: 50), false),
      ("throughput > 20kB", .throughput, .number(.above, 20_000, slack: 500), false),
      ("tcp = 3MB/s", .tcp, .number(.equal, 3_000_000, slack: 500_000), false),
      ("http = NaN", .http, .absent, false), ("http != nan", .http, .holds, false),
      ("ns = shop", .namespace, .text(.equal, "shop"), false), ("ns == shop", .namespace, .text(.equal, "shop"), false),
      ("name contains Rev", .name, .text(.contains, "Rev"), false),
      ("name not contains x", .name, .text(.containsNot, "x"), false),
      ("not name contains x", .name, .text(.containsNot, "x"), false),
      ("name !*= x", .name, .text(.containsNot, "x"), false), ("svc ^= pay", .service, .text(.begins, "pay"), false),
      ("wl startswith a", .workload, .text(.begins, "a"), false), ("wl $= -v1", .workload, .text(.ends, "-v1"), false),
      ("wl not endswith b", .workload, .text(.endsNot, "b"), false),
      ("wl !$= b", .workload, .text(.endsNot, "b"), false),
      ("wl !^= b", .workload, .text(.beginsNot, "b"), false),
      ("version is v1", .version, .text(.equal, "v1"), false),
      ("version is not v1", .version, .text(.unequal, "v1"), false),
      ("node = svc", .node, .text(.equal, "service"), false),
      ("node != APP", .node, .text(.unequal, "workload"), false),
      ("protocol = GRPC", .protocol, .text(.equal, "grpc"), false),
      ("name = \"a b\"", .name, .text(.equal, "a b"), false), ("name = 'or'", .name, .text(.equal, "or"), false),
      ("healthy", .healthy, .holds, false), ("!healthy", .healthy, .holds, true),
      ("! healthy", .healthy, .holds, true), ("not healthy", .healthy, .holds, true),
      ("is not healthy", .healthy, .holds, true), ("not !healthy", .healthy, .holds, false),
      ("has mtls", .mtls, .holds, false), ("!MTLS", .mtls, .holds, true), ("outofmesh", .outofmesh, .holds, false),
      ("om", .outofmesh, .holds, false), ("!sc", .sidecar, .holds, true),
    ])
  func conditions(text: String, operand: QueryOperand, wanted: QueryTest.Wanted, isInverse: Bool) {
    #expect(
      GraphSearch(text).meaning == .clauses([[QueryTest(operand: operand, wanted: wanted, isInverse: isInverse)]]))
  }

  @Test("labels have a key, and need no value")
  func labels() {
    let app = QueryTest(operand: .label, key: "App.Name", wanted: .holds)
    #expect(GraphSearch("label:App.Name").meaning == .clauses([[app]]))
    let value = QueryTest(operand: .label, key: "team", wanted: .text(.equal, "Pay"))
    #expect(
      GraphSearch("LABEL:team = Pay AND vs").meaning
        == .clauses([[value, QueryTest(operand: .virtualservice, wanted: .holds)]]))
  }

  @Test("AND binds tighter than OR, in any case")
  func joints() {
    let vs = QueryTest(operand: .virtualservice, wanted: .holds)
    let idle = QueryTest(operand: .idle, wanted: .holds)
    let mtls = QueryTest(operand: .mtls, wanted: .holds)
    #expect(GraphSearch("vs or idle and vs OR mtls").meaning == .clauses([[vs], [idle, vs], [mtls]]))
  }

  /// What is wrong, and the characters that it is about.
  @Test(
    "what is wrong is said, and where",
    arguments: [
      ("rps >", "“rps >” a value is missing", 5..<5), ("rps > AND vs", "“rps >” a value is missing", 6..<9),
      ("rps > ten", "“ten” is no number", 6..<9), ("rps > 1x", "“1x” is no number", 6..<8),
      ("rt > 5 AND", "a condition is missing", 10..<10), ("vs OR", "a condition is missing", 5..<5),
      ("!", "a condition is missing", 1..<1), ("AND vs", "nothing is called “AND”", 0..<3),
      ("helthy = 1", "is healthy meant?", 0..<6), ("zzzzzzz > 1", "nothing is called “zzzzzzz”", 0..<7),
      ("healthy = yes", "“healthy” is yes or no", 8..<9), ("rps *= 1", "“rps” is a number", 4..<6),
      ("rps > 1 vs", "before “vs” AND or OR", 8..<10), ("ns OR vs", "after “ns” a comparison is missing", 3..<5),
      ("!ns", "after “ns” a comparison is missing", 3..<3), ("= 5", "what to compare", 0..<1),
      ("ns = a AND http > 5", "join them by OR", 11..<19), ("mtls AND healthy", "join them by OR", 9..<16),
      ("rps > 1 AND vs AND mtls", "join them by OR", 19..<23), ("(vs)AND idle", "no parentheses", 0..<1),
      ("label: = x", "the label's key", 0..<6), ("node = pod", "“pod” is none of egress, service", 7..<10),
      ("httperr > 1", "written %httperr", 0..<7), ("sourceprincipal = x", "known to Kiali", 0..<15),
      ("rps > NaN", "goes with = and != alone", 6..<9), ("ns not x", "a comparison is missing", 3..<6),
    ])
  func problems(text: String, words: String, range: Range<Int>) throws {
    let problem = try #require(GraphSearch(text).problem)
    #expect(problem.text.contains(words), "\(problem.text)")
    #expect(problem.range == range)
  }

  @Test("no text makes the parser fail")
  func hostile() {
    var random = SeededGenerator(seed: 11)
    let pieces = [
      "rps", ">", "!", "=", "\"", "'", " ", "AND", "or", "label:", "(", "%", "*=", "!^=", "9", "é", "名", "not", "is",
    ]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      let search = GraphSearch(text)
      if let range = search.problem?.range {
        #expect(range.lowerBound >= 0 && range.upperBound <= text.count, "\(text)")
      }
      let completion = QueryCompletion(text)
      #expect(completion.text.lowercased().hasPrefix(text.dropLast(text.count - completion.start.count).lowercased()))
    }
  }

  @Test("every operand is found by each of its names, and has one of its own")
  func operands() {
    var seen: Set<String> = []
    for operand in QueryOperand.allCases where operand != .label {
      for name in [operand.word] + operand.aliases {
        #expect(QueryOperand.named(name.uppercased()) == operand)
        #expect(seen.insert(name).inserted, "\(name)")
      }
    }
    #expect(QueryOperand.absent.isDisjoint(with: seen))
  }

  @Test(
    "Tab goes on with what is certain",
    arguments: [
      ("hea", "healthy ", []), ("rps > 5 AND circ", "rps > 5 AND circuitbreaker ", []),
      ("!fau", "!faultinjection ", []), ("lab", "label:", []),
      ("node = serv", "node = service", ["service", "serviceentry"]),
      ("protocol = g", "protocol = grpc ", []), ("healthy a", "healthy AND ", []), ("ns = sh", "ns = sh", []),
      ("httpi", "httpin ", []), ("%http", "%http", ["%httperr", "%httperror", "%httptraffic"]),
    ])
  func completion(text: String, wanted: String, choices: [String]) {
    let completion = QueryCompletion(text)
    #expect(completion.text == wanted)
    #expect(completion.choices == choices)
  }
}
