import MeshModel
import Texts

extension ShiftReport {
  /// Other routes that take requests of the service, on the mesh or on gateways. Where no VirtualService decides on the
  /// mesh, a gateway's route has the direct calls beside it.
  var otherTakers: Int {
    configuration.splits(ofService: service.id).count { $0.id != split.id && $0.refusal == nil }
  }

  /// The observed requests of the service are not those of this route: others take some, or this route sends some to
  /// other services.
  var sharesTraffic: Bool {
    let host = service.id.host(domain: configuration.domain)
    return otherTakers > 0 || shares.contains { $0.row.host != host && ($0.weight > 0 || $0.row.percent > 0) }
  }

  /// Why the forecast has no rates although traffic is seen.
  func forecastNotes(_ observed: [String: RequestTotals]) -> [String] {
    let others = otherTakers
    guard !observed.isEmpty, others > 0 else { return [] }
    return [
      tr(
        "The percentages are of the requests that reach this route; \(others) other "
          + "\(others == 1 ? tr("route takes") : tr("routes take")) requests of \(service.id), too.")
    ]
  }
}
