import MeshModel
import Texts

/// How a version is given more and more of a service's requests, and when it loses them again.
public struct CanaryPlan: Sendable, Hashable {
  public var service: ServiceID
  /// The name of a version or subset.
  public var version: String
  /// Percentages, each above the one before, up to 100.
  public var steps: [Int]
  /// Seconds that each step lasts at least.
  public var interval: Double
  /// Requests that the version must get in a step before the next, and before any verdict against it.
  public var minRequests: Double
  /// Points by which its share of errors may exceed that of the other versions; nil does not look.
  public var maxError: Double?
  /// Milliseconds; above it the version must not be slower than the others. Nil does not look.
  public var maxP99: Double?
  /// Seconds that a step may last before the old weights are put back; nil waits without end.
  public var patience: Double?

  public init(
    service: ServiceID, version: String, steps: [Int] = [1, 5, 25, 50, 100], interval: Double = 120,
    minRequests: Double = 50, maxError: Double? = 2, maxP99: Double? = nil, patience: Double? = nil
  ) {
    self.service = service
    self.version = version
    self.steps = steps
    self.interval = interval
    self.minRequests = minRequests
    self.maxError = maxError
    self.maxP99 = maxP99
    self.patience = patience
  }

  func check() throws(ChangeRefusal) {
    guard !steps.isEmpty, steps.allSatisfy({ (1...100).contains($0) }),
      zip(steps, steps.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw ChangeRefusal(.badWeights, tr("The steps are percentages from 1 to 100, each above the one before.")) }
    guard interval.isFinite, interval >= 1 else {
      throw ChangeRefusal(.badValue, tr("A step lasts at least a second."))
    }
    guard minRequests.isFinite, minRequests >= 1 else {
      throw ChangeRefusal(.badValue, tr("At least one request is needed for a verdict."))
    }
    if let maxError, !(0...100).contains(maxError) {
      throw ChangeRefusal(.badValue, tr("The limit of errors is 0 to 100 %, not \(maxError)."))
    }
    if let maxP99, !(maxP99.isFinite && maxP99 > 0) {
      throw ChangeRefusal(.badValue, tr("The limit of the 99th percentile is above 0 ms."))
    }
    if let patience, !(patience >= interval) {
      throw ChangeRefusal(.badValue, tr("The patience with a step is at least as long as the step."))
    }
  }
}
