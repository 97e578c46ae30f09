import Documents
import Texts

/// The body of an answer of Prometheus' query API.
struct PrometheusAnswer: Sendable, Hashable {
  /// A series with its values in the order of time. An instant question has one value of each.
  struct Series: Sendable, Hashable {
    var labels: [String: String]
    var points: [Point]
  }

  /// Time in seconds since 1970, and value.
  struct Point: Sendable, Hashable {
    var time: Double
    var value: Double
  }

  var series: [Series] = []
  /// What may be wrong with the answer, such as stores that Thanos could not reach.
  var warnings: [String] = []

  /// Why a body is no answer.
  enum Fault: Error, Hashable {
    /// Not JSON, or JSON of something else.
    case malformed(String)
    /// The store's own refusal, by its type and message.
    case refused(type: String, message: String)
  }
}

extension PrometheusAnswer {
  /// Reads a vector or a matrix. Values that are no numbers are left out; so are native histograms, which Istio's
  /// proxies do not export.
  init(parsing body: [UInt8]) throws(Fault) {
    let document: JSONValue
    do throws(JSONParseError) { document = try JSONValue(parsing: body) } catch {
      let isMarkup = body.prefix(200).contains(UInt8(ascii: "<"))
      throw .malformed(isMarkup ? "a web page" : body.isEmpty ? "nothing" : "no JSON: \(error)")
    }
    switch document["status"]?.string {
    case "success": break
    case "error":
      throw .refused(
        type: document["errorType"]?.string ?? "error", message: document["error"]?.string ?? "without a reason")
    default: throw .malformed("JSON without Prometheus' status")
    }
    guard let data = document["data"], let kind = data["resultType"]?.string, let result = data["result"]?.array else {
      throw .malformed(tr("no data"))
    }
    warnings = document["warnings"]?.strings ?? []
    // Thanos may tell it in the status line of partial answers only.
    if document["isPartial"]?.bool == true { warnings.append("the answer is partial") }
    guard kind == "vector" || kind == "matrix" else { throw .malformed("a \(kind) instead of a vector") }
    series.reserveCapacity(result.count)
    for entry in result {
      let values = kind == "vector" ? [entry["value"]].compactMap { $0 } : entry["values"]?.array ?? []
      let points = values.compactMap(Self.point)
      guard !points.isEmpty else { continue }
      series.append(Series(labels: entry["metric"]?.stringMap ?? [:], points: points))
    }
  }

  private static func point(_ pair: JSONValue) -> Point? {
    guard let pair = pair.array, pair.count == 2, let time = pair[0].double, time.isFinite else { return nil }
    guard let value = pair[1].string.flatMap(Double.init) ?? pair[1].double, value.isFinite else { return nil }
    return Point(time: time, value: value)
  }
}
