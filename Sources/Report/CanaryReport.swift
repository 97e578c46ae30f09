import Documents
import TrafficConfig

/// The news of a canary as lines of JSON.
public enum CanaryReport {
  /// `{time, event, step, steps, weight, elapsedSeconds, version?, others?, text}`; figures are
  /// `{requests, errors, p99Ms?}`.
  ///
  /// - Parameter time: seconds since 1970.
  public static func json(_ news: CanaryNews, time: Double) -> JSONValue {
    var object: JSONObject = [
      "time": .string(Timestamp.text(time)), "event": .string(news.kind.rawValue), "step": JSONValue(news.step),
      "steps": JSONValue(news.steps), "weight": JSONValue(news.weight), "elapsedSeconds": .rounded(news.elapsed),
    ]
    object["version"] = news.version.map(json)
    object["others"] = news.others.map(json)
    object["text"] = .string(news.text)
    return .object(object)
  }

  private static func json(_ figures: CanaryFigures) -> JSONValue {
    var object: JSONObject = ["requests": .rounded(figures.requests), "errors": .rounded(figures.errors)]
    object["p99Ms"] = .measured(figures.p99)
    return .object(object)
  }
}
