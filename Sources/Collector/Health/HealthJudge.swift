import MeshModel
import Texts

/// Judges traffic by tolerances, and says which one spoke.
struct HealthJudge: Sendable {
  var tolerances = RequestTolerance.defaults
  /// The seconds that the rates cover, for the reason.
  var window: Double

  /// The health of the requests of one protocol and direction. Not available without requests, and for TCP.
  func judge(
    _ codes: [String: Double], _ protocol: TrafficProtocol, _ direction: RequestTolerance.Direction
  ) -> Health {
    let ordered = codes.sorted { $0.key < $1.key }
    let total = ordered.reduce(0) { $0 + $1.value }
    guard total > 0, `protocol` != .tcp else { return Health(.na) }
    if tolerances.isEmpty { return judgeWithoutTolerances(ordered, total: total, `protocol`, direction) }
    var worst: (health: Health, percent: Double)?
    for tolerance in tolerances where tolerance.protocols.contains(`protocol`) {
      guard tolerance.direction == nil || tolerance.direction == direction else { continue }
      let matching = ordered.reduce(0) { tolerance.covers($1.key) ? $0 + $1.value : $0 }
      let percent = matching / total * 100
      let health = health(percent, tolerance, direction)
      if health.status > worst?.health.status ?? .na
        || (health.status == worst?.health.status && percent > worst?.percent ?? 0)
      {
        worst = (health, percent)
      }
    }
    return worst?.health ?? Health(.na)
  }

  private func health(
    _ percent: Double, _ tolerance: RequestTolerance, _ direction: RequestTolerance.Direction
  ) -> Health {
    func reason(_ threshold: Double) -> String {
      let sign = threshold > 0 ? "≥" : ">"
      let place = direction == .outbound ? tr(" outbound") : ""
      let name = tolerance.codes == "-" ? tr("no response") : tolerance.name
      return tr(
        "\(name) \(PlainNumber.percent(percent)) \(sign) \(PlainNumber.percent(threshold))\(place) in ")
        + PlainNumber.window(window)
    }
    if percent <= 0 { return Health(.healthy) }
    if percent >= tolerance.failure { return Health(.failure, reason: reason(tolerance.failure)) }
    if percent >= tolerance.degraded { return Health(.degraded, reason: reason(tolerance.degraded)) }
    return Health(.healthy)
  }

  /// Where no tolerance is configured at all: all HTTP errors together, 0.1 % and 10 %.
  private func judgeWithoutTolerances(
    _ codes: [(key: String, value: Double)], total: Double, _ protocol: TrafficProtocol,
    _ direction: RequestTolerance.Direction
  ) -> Health {
    let errors = codes.reduce(0) { sum, code in
      code.key != ResponseRules.none && ResponseRules.isError(code.key, protocol: `protocol`) ? sum + code.value : sum
    }
    let tolerance = RequestTolerance(
      codes: "", protocols: [`protocol`], degraded: 0.1, failure: 10, name: "errors")
    return health(errors / total * 100, tolerance, direction)
  }
}
