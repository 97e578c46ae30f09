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
  /// The newest comparison of the traffic with the new weights.
  var agreement: SplitAgreement?
  /// The split was seen to agree.
  var isProven = false
  /// The requests that the next comparison rests on.
  private var count: SplitCount?
  /// A comparison after one that failed rests on about as many requests as that one at least.
  private var needed = 0.0

  /// Seconds after the write from which a split that agrees is not counted on.
  private static let longest = 120.0

  init(plan: ChangePlan, target: Target?) {
    self.plan = plan
    self.target = target
  }

  /// Compares the requests that came after the write with the new weights.
  ///
  /// Only what came once the proxies had time to take the configuration counts. Some may take longer: requests that
  /// disagree are forgotten, and as many newer ones asked.
  mutating func compare(_ card: GraphCard, in snapshot: MeshSnapshot) {
    guard let target, target.obstacle == nil, outcome == .written, let writtenAt else { return }
    if isProven, snapshot.timestamp > writtenAt + Self.longest { return }
    var count = self.count ?? SplitCount(versions: target.names.count, since: writtenAt + SplitCount.settling)
    count.add(target.workloads.map { card.points(of: $0, in: snapshot) })
    let new = SplitAgreement(labels: target.names, weights: target.weights, counts: count.counts)
    if new.requests >= needed {
      agreement = new
      if new.verdict == .disagrees {
        needed = new.requests * 0.75
        count.restart()
      }
    }
    self.count = count
  }

  /// What to ask the proxies for again, so that a slow pace does not hold up the comparison: seconds after the write.
  static func extraPolls(refresh: Double) -> [Double] { refresh > 2 ? [SplitCount.settling + 0.1, 9] : [] }
}
