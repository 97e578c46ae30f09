import MeshModel
import Texts

/// What an edit starts from, besides the wish itself.
public struct EditContext: Sendable {
  /// The mesh as it is.
  public var configuration: MeshConfiguration
  /// For new objects: what the cluster serves, such as `networking.istio.io/v1`.
  public var apiVersion: String
  /// Seconds since 1970, for expiries.
  public var now: Double
  /// Who makes the edit, as an expiry names them.
  public var author: String
  /// The traffic that each version of the service takes now; empty if nothing was observed.
  public var observed: [String: RequestTotals]
  /// Services whose workloads are seen to call the service.
  public var callers: [ServiceID]

  public init(
    configuration: MeshConfiguration, apiVersion: String = "networking.istio.io/v1", now: Double = 0,
    author: String = "", observed: [String: RequestTotals] = [:], callers: [ServiceID] = []
  ) {
    self.configuration = configuration
    self.apiVersion = apiVersion
    self.now = now
    self.author = author
    self.observed = observed
    self.callers = callers
  }

  /// Requests per second to the service; nil if nothing was observed.
  var observedRate: Double? {
    observed.isEmpty ? nil : observed.values.reduce(0) { $0 + $1.rate }
  }

  func service(_ id: ServiceID) throws(ChangeRefusal) -> ServiceInfo {
    guard let service = configuration.service(id) else {
      throw ChangeRefusal.noService(id, in: configuration)
    }
    return service
  }
}
