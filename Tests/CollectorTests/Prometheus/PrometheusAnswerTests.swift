import Testing

@testable import Collector

@Suite struct PrometheusAnswerTests {
  typealias Fault = PrometheusAnswer.Fault

  private static func parse(_ text: String) -> Result<PrometheusAnswer, Fault> {
    do throws(Fault) { return .success(try PrometheusAnswer(parsing: Array(text.utf8))) } catch {
      return .failure(error)
    }
  }

  private static func vector(_ entries: String, rest: String = "") -> String {
    #"{"status":"success","data":{"resultType":"vector","result":[\#(entries)]}\#(rest)}"#
  }

  @Test func aVector() throws {
    let answer = try Self.parse(
      Self.vector(#"{"metric":{"a":"b","le":"+Inf"},"value":[1700000000.25,"12.5"]},{"metric":{},"value":[1,"1e-3"]}"#)
    ).get()
    #expect(
      answer.series == [
        .init(labels: ["a": "b", "le": "+Inf"], points: [.init(time: 1_700_000_000.25, value: 12.5)]),
        .init(labels: [:], points: [.init(time: 1, value: 0.001)]),
      ])
    #expect(answer.warnings.isEmpty)
  }

  @Test func aMatrix() throws {
    let answer = try Self.parse(
      #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"b"},"values":[[1,"2"],[3,"4"]]}]}}"#
    ).get()
    #expect(answer.series.map(\.points) == [[.init(time: 1, value: 2), .init(time: 3, value: 4)]])
  }

  @Test(arguments: ["NaN", "+Inf", "-Inf", "x", ""])
  func valuesThatAreNoNumbersAreLeftOut(_ value: String) throws {
    #expect(try Self.parse(Self.vector(#"{"metric":{},"value":[1,"\#(value)"]}"#)).get().series.isEmpty)
  }

  @Test(arguments: [
    #"{"metric":{"a":"b"}}"#, #"{"metric":{},"value":[1]}"#, #"{"metric":{},"value":["x","1"]}"#, "7", "null",
    #"{"metric":{},"histogram":[1,{"count":"3","sum":"4","buckets":[]}]}"#,
  ])
  func entriesWithoutAValueAreLeftOut(_ entry: String) throws {
    #expect(try Self.parse(Self.vector(entry)).get().series.isEmpty)
  }

  @Test func warningsAndPartialAnswersAreKept() throws {
    let answer = try Self.parse(
      Self.vector("", rest: #","warnings":["store-2 unavailable"],"isPartial":true"#)
    ).get()
    #expect(answer.warnings == ["store-2 unavailable", "the answer is partial"])
  }

  @Test(
    arguments: [
      (
        #"{"status":"error","errorType":"bad_data","error":"parse error"}"#,
        Fault.refused(type: "bad_data", message: "parse error")
      ),
      (#"{"status":"error"}"#, .refused(type: "error", message: "without a reason")),
      ("<html><body>Log in</body></html>", .malformed("a web page")), ("", .malformed("nothing")),
      (#"{"gitVersion":"v1.31"}"#, .malformed("JSON without Prometheus' status")),
      (#"{"status":"success"}"#, .malformed("no data")),
      (
        #"{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}"#,
        .malformed("a scalar instead of a vector")
      ),
    ] as [(String, Fault)])
  func whatIsNoAnswer(_ text: String, _ fault: Fault) { #expect(Self.parse(text) == .failure(fault)) }

  @Test func brokenJSONSaysWhere() {
    guard case .failure(.malformed(let text)) = Self.parse(#"{"status":"#) else {
      Issue.record("half a document was taken")
      return
    }
    #expect(text.hasPrefix("no JSON: "))
  }

  /// Whatever a byte becomes, the answer is either refused or holds numbers only, and folds without a trap.
  @Test(arguments: 0..<40) func damagedAnswers(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed + 1)
    let entries = ["window", "recent", "bucket", "durationSum", "sent", "opened"].map { part in
      #"{"metric":{"vigla_part":"\#(part)","reporter":"source","le":"0.5","source_workload":"a"},"value":[17,"-1.5e2"]}"#
    }
    let whole = Array(Self.vector(entries.joined(separator: ","), rest: #","warnings":["w"]"#).utf8)
    for _ in 0..<200 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        guard bytes.count > 1 else { break }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: Array("99999e999".utf8), at: place)
        default: bytes = Array(bytes[..<max(1, place)])
        }
      }
      guard let answer = try? PrometheusAnswer(parsing: bytes) else { continue }
      #expect(answer.series.allSatisfy { !$0.points.isEmpty && $0.points.allSatisfy(\.value.isFinite) })
      var fold = PrometheusFold()
      fold.add(answer)
      for stored in fold.series(hasRecent: true) {
        #expect(stored.rate >= 0 && stored.recentRate >= 0 && stored.connections >= 0)
        _ = stored.histogram?.latency
      }
    }
  }
}
