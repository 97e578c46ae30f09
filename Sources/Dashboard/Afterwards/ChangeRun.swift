import MeshModel
import Texts
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
  /// That no pod has got a request since, and what callers get instead; nil while that is not sure.
  private(set) var silence: String?
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
    // Only once the window has no request from before in it do its figures say what became of those since.
    let isAfter = snapshot.timestamp - snapshot.windowSeconds >= writtenAt + SplitCount.settling
    silence = (agreement?.requests ?? 0) == 0 && isAfter ? Self.silence(card, in: snapshot) : nil
  }

  /// Where the requests are that no version got.
  private static func silence(_ card: GraphCard, in snapshot: MeshSnapshot) -> String {
    let window = Figures.duration(snapshot.windowSeconds)
    let total = card.responses.values.reduce(0, +)
    guard total > 0 else { return tr("No request has come in the last \(window): nobody calls \(card.title).") }
    var byOutcome: [String: Double] = [:]
    for (key, rate) in card.responses {
      let words = ResponseWords.flags(key.flags).map { " (\(key.flags): \($0))" } ?? ""
      byOutcome["\(ResponseWords.code(key.code))\(words)", default: 0] += rate
    }
    let worst = byOutcome.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let shares = worst.map { "\(Figures.percent($0.value / total * 100)) \($0.key)" }
    return tr(
      "No pod has got a request in the last \(window), so there is no split to compare. Callers sent "
        + "\(Figures.rate(total)) and got: \(shares.joined(separator: ", ")).")
  }

  /// What to ask the proxies for again, so that a slow pace does not hold up the comparison: seconds after the write.
  static func extraPolls(refresh: Double) -> [Double] { refresh > 2 ? [SplitCount.settling + 0.1, 9] : [] }
}
