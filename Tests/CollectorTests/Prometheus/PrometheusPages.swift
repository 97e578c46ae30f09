import ProxyStats

@testable import Collector

/// What a Prometheus would answer that had scraped the pages of samples.
enum PrometheusPages {
  /// One series of a page.
  private struct Line {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  private static func lines(_ samples: [Sample]) -> [Line] {
    samples.flatMap { sample in
      sample.text.split(separator: "\n").compactMap { text -> Line? in
        guard let open = text.firstIndex(of: "{"), let close = text.lastIndex(of: "}"),
          let value = Double(text[text.index(after: close)...].drop { $0 == " " })
        else { return nil }
        var labels: [String: String] = [:]
        for pair in text[text.index(after: open)..<close].split(separator: ",") {
          let parts = pair.split(separator: "=", maxSplits: 1)
          let value = parts[1].dropFirst().dropLast()
          // Prometheus keeps no empty label.
          if !value.isEmpty { labels[String(parts[0])] = String(value) }
        }
        return Line(name: String(text[..<open]), labels: labels, value: value)
      }
    }
  }

  private static let parts: [String: [PrometheusQuery.Part]] = [
    "istio_requests_total": [.window, .recent],
    "istio_request_duration_milliseconds_bucket": [.bucket],
    "istio_request_duration_milliseconds_sum": [.durationSum],
    "istio_tcp_sent_bytes_total": [.sent, .recentSent],
    "istio_tcp_received_bytes_total": [.received, .recentReceived],
    "istio_tcp_connections_opened_total": [.opened],
  ]

  /// The rates of counters that grew from zero to the samples' values within `seconds`.
  static func answer(_ samples: [Sample], seconds: Double) -> PrometheusAnswer {
    var answer = PrometheusAnswer()
    for line in lines(samples) {
      for part in parts[line.name] ?? [] {
        var labels = line.labels
        labels[PrometheusQuery.part] = part.rawValue
        answer.series.append(.init(labels: labels, points: [.init(time: 1_000, value: line.value / seconds)]))
      }
    }
    return answer
  }

  static func series(_ samples: [Sample], seconds: Double) -> [StoredSeries] {
    var fold = PrometheusFold()
    fold.add(answer(samples, seconds: seconds))
    return fold.series(hasRecent: true)
  }
}

extension PrometheusAnswer {
  /// The answer as a server sends it.
  var json: String {
    let entries = series.map { series in
      let labels = series.labels.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
      let values = series.points.map { "[\($0.time),\"\($0.value)\"]" }
      return "{\"metric\":{\(labels.joined(separator: ","))},\"values\":[\(values.joined(separator: ","))]}"
    }
    return
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[\(entries.joined(separator: ","))]}}"
  }
}
