import Documents
import MeshModel
import Texts

/// Plans the change of a service's traffic split.
public enum TrafficShift {
  /// The label that Vigla puts on the objects that it creates.
  public static let managedByLabel = "app.kubernetes.io/managed-by"
  public static let managedByValue = "vigla"

  /// The writes that give the versions their shares.
  ///
  /// On an existing VirtualService only the weights of the chosen route change, or, where it names a version not yet
  /// there, that destination is added; every other route, field and the order of keys stay. Subsets that are missing
  /// are added to the DestinationRule, which comes first. What does not exist is created, with full host names.
  ///
  /// - Parameters:
  ///   - observed: the traffic seen now, by version, for the forecast.
  ///   - apiVersion: for new objects: what the cluster serves.
  /// - Throws: a refusal in words: unknown version, weights that do not sum to 100, an ambiguous route, several
  ///   VirtualServices for the host.
  public static func plan(
    _ request: ShiftRequest, in configuration: MeshConfiguration, observed: [String: RequestTotals] = [:],
    apiVersion: String = "networking.istio.io/v1"
  ) throws(ChangeRefusal) -> ChangePlan {
    try checkWeights(request.weights)
    guard let service = configuration.service(request.service) else {
      throw ChangeRefusal.noService(request.service, in: configuration)
    }
    let split = try RouteChoice(configuration: configuration, service: service).split(for: request)
    var editor = SplitEditor(
      configuration: configuration, service: service, split: split, apiVersion: apiVersion)
    let shares = try editor.resolve(request.weights)
    let changes = try editor.changes(shares)
    let report = ShiftReport(
      configuration: configuration, service: service, split: split, shares: shares, changes: changes,
      notes: editor.notes)
    return ChangePlan(
      title: tr("Shift \(service.id)"), sentence: report.sentence, changes: changes, findings: report.findings,
      forecast: report.forecast(observed), notices: report.notices + report.forecastNotes(observed))
  }

  static func checkWeights(_ weights: [ShiftRequest.Weight]) throws(ChangeRefusal) {
    guard !weights.isEmpty else { throw ChangeRefusal(.badWeights, tr("No version is given a weight.")) }
    var names = Set<String>()
    for weight in weights {
      guard names.insert(weight.version).inserted else {
        throw ChangeRefusal(.badWeights, tr("\(weight.version) is given a weight twice."))
      }
      guard (0...100).contains(weight.weight) else {
        throw ChangeRefusal(.badWeights, tr("The weight of \(weight.version) must be 0 to 100, not \(weight.weight)."))
      }
    }
    let sum = weights.reduce(0) { $0 + $1.weight }
    guard sum == 100 else { throw ChangeRefusal(.badWeights, tr("The weights sum to \(sum), not to 100.")) }
  }
}
