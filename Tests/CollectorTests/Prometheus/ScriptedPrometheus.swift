import Kubernetes
import Synchronization

@testable import Collector

/// A Prometheus that has looked at some samples every few seconds for some time.
final class ScriptedPrometheus: PrometheusWay {
  struct Question: Sendable {
    var path: String
    var form: [String: String]
    var query: String { form["query"] ?? "" }
  }

  /// Seconds between its looks, and since the first one.
  let interval: Double
  let age: Double
  private let samples: [Sample]
  /// What it answers to questions that hold a text, before anything else.
  private let overrides: [String: Result<String, KubernetesError>]
  private let asked = Mutex<[Question]>([])
  static let now = 1_700_000_000.0

  init(
    _ samples: [Sample], interval: Double = 15, age: Double = 100_000,
    overrides: [String: Result<String, KubernetesError>] = [:]
  ) {
    self.samples = samples
    self.interval = interval
    self.age = age
    self.overrides = overrides
  }

  let place = "monitoring/prometheus:9090"
  var questions: [Question] { asked.withLock { $0 } }

  func shutdown() async {}

  func post(
    _ path: String, form: [(name: String, value: String)], deadline: Double
  ) async throws(KubernetesError) -> [UInt8] {
    try reply(path, Dictionary(uniqueKeysWithValues: form.map { ($0.name, $0.value) }))
  }

  /// What it says to a form.
  func reply(_ path: String, _ form: [String: String]) throws(KubernetesError) -> [UInt8] {
    let question = Question(path: path, form: form)
    asked.withLock { $0.append(question) }
    if let scripted = overrides.sorted(by: { $0.key < $1.key }).first(where: { question.query.contains($0.key) }) {
      return Array(try scripted.value.get().utf8)
    }
    return Array(answer(question).json.utf8)
  }

  private func answer(_ question: Question) -> PrometheusAnswer {
    let query = question.query
    if query.hasPrefix("topk") {
      return samples.isEmpty ? PrometheusAnswer() : Self.single(["pod": "reviews-v1-abc"], [(Self.now, 20)])
    }
    if query.hasSuffix("}[5m]") {
      let count = Int(min(300, age) / interval) + 1
      return Self.single(
        ["pod": "reviews-v1-abc"], (0..<count).reversed().map { (Self.now - Double($0) * interval, 1) })
    }
    if query.hasPrefix("count("), question.path.hasSuffix("query_range") {
      return Self.single([:], [(Self.now - age, 1), (Self.now, 1)])
    }
    if query.hasPrefix("count(") {
      let offset = query.split(separator: " ").last.flatMap { Double($0.dropLast(2)) } ?? 0
      return offset <= age ? Self.single([:], [(Self.now, 1)]) : PrometheusAnswer()
    }
    let isRange = question.path.hasSuffix("query_range")
    var answer = PrometheusPages.answer(samples, seconds: 10)
    answer.series = answer.series.filter { query.contains("\"\($0.labels[PrometheusQuery.part] ?? "?")\"") }
    guard isRange, let start = question.form["start"].flatMap(Double.init) else { return answer }
    let end = question.form["end"].flatMap(Double.init) ?? start
    let step = question.form["step"].flatMap { Double($0.dropLast()) } ?? 60
    let times = Array(stride(from: start, through: end, by: step))
    for index in answer.series.indices {
      let value = answer.series[index].points[0].value
      answer.series[index].points = times.map { .init(time: $0, value: value) }
    }
    return answer
  }

  private static func single(_ labels: [String: String], _ points: [(Double, Double)]) -> PrometheusAnswer {
    PrometheusAnswer(series: [.init(labels: labels, points: points.map { .init(time: $0.0, value: $0.1) })])
  }
}
