import MeshModel
import TrafficConfig

/// A change on its way: what was done when, and whether the traffic shows it.
struct ChangeRun: Sendable {
  struct Step: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case underway, done, failed, note }
    var time: Double
    var kind: Kind
    var text: String
  }

  enum Outcome: Hashable, Sendable { case underway, written, failed }

  /// What the traffic should look like afterwards.
  struct Target: Hashable, Sendable {
    var service: ServiceID
    var names: [String]
    /// Of each version, since a version is observed by its workloads.
    var workloads: [[String]]
    /// Percent, in the order of the names.
    var weights: [Double]
    /// Why observed and configured cannot be compared; nil if they can.
    var obstacle: String?
  }

  var plan: ChangePlan
  var target: Target?
  var steps: [Step] = []
  var outcome = Outcome.underway
  /// The journal's entry, once written.
  var entryID: String?
  /// When the last object was written.
  var writtenAt: Double?
  /// The split just before it, to tell what of the window belongs to the time before.
  var before: SplitAgreement.Before?
  /// The newest comparison of the traffic with the new weights.
  var agreement: SplitAgreement?
  /// The split was seen to agree.
  var isProven = false

  init(plan: ChangePlan, target: Target?) {
    self.plan = plan
    self.target = target
  }

  /// The last object is written: from now on requests should follow it.
  mutating func markWritten(at time: Double, card: GraphCard?) {
    writtenAt = time
    guard let target, let card else { return }
    before = SplitAgreement.Before(rates: target.rates(card))
  }

  /// Compares what a window saw with the new weights.
  ///
  /// - Parameters:
  ///   - end: the end of the window, in seconds since 1970.
  ///   - window: its length in seconds.
  mutating func compare(_ card: GraphCard, end: Double, window: Double) {
    guard let target, target.obstacle == nil, outcome == .written, let writtenAt, end > writtenAt else { return }
    agreement = SplitAgreement(
      labels: target.names, weights: target.weights, counts: target.rates(card).map { $0 * window },
      before: before, secondsBefore: max(0, window - (end - writtenAt)))
  }
}

extension ChangeRun.Target {
  /// Requests per second of each version, as the service's card shows them.
  func rates(_ card: GraphCard) -> [Double] {
    workloads.map { names in
      card.rows.reduce(0) { $0 + (($1.workload.map(names.contains) ?? false) ? $1.rate : 0) }
    }
  }
}
