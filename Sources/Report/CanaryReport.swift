import Documents
import TrafficConfig

/// The news of a canary as lines of JSON.
public enum CanaryReport {
  /// `{time, event, step, steps, weight, elapsedSeconds, version?, others?, comparison?, text}`; figures are
  /// `{requests, errors, p99Ms?}`, and the comparison is `{errorPoints, p50Ms?, p95Ms?, p99Ms?, text}`.
  ///
  /// - Parameter time: seconds since 1970.
  public static func json(_ news: CanaryNews, time: Double) -> JSONValue {
    var object: JSONObject = [
      "time": .string(Timestamp.text(time)), "event": .string(news.kind.rawValue), "step": JSONValue(news.step),
      "steps": JSONValue(news.steps), "weight": JSONValue(news.weight), "elapsedSeconds": .rounded(news.elapsed),
    ]
    object["version"] = news.version.map(json)
    object["others"] = news.others.map(json)
    object["comparison"] = news.comparison.map(json)
    object["text"] = .string(news.text)
    return .object(object)
  }

  /// The differences, the version's less the others', each as `{value, low?, high?}` with bounds of 95 %.
  private static func json(_ comparison: VersionComparison) -> JSONValue {
    var object: JSONObject = ["errorPoints": json(comparison.errorDifference)]
    for percentile in comparison.percentiles {
      object["p\(percentile.percent)Ms"] = percentile.difference.map(json)
    }
    object["text"] = .string(comparison.errorSentence)
    return .object(object)
  }

  private static func json(_ difference: EstimateDifference) -> JSONValue {
    var object: JSONObject = ["value": .rounded(difference.value)]
    object["low"] = .measured(difference.low)
    object["high"] = .measured(difference.high)
    return .object(object)
  }

  private static func json(_ figures: CanaryFigures) -> JSONValue {
    var object: JSONObject = ["requests": .rounded(figures.requests), "errors": .rounded(figures.errors)]
    object["p99Ms"] = .measured(figures.p99)
    return .object(object)
  }
}
