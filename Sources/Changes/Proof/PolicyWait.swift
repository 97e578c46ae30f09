import Texts
import TrafficConfig

/// Waits until the client proxies took the cluster update that a changed DestinationRule brings, and says how that
/// ended. No later write depends on it, so a change never fails by it.
struct PolicyWait: Sendable {
  let options: ChangeOptions
  let clock: any Clock<Duration>
  let progress: @Sendable (ChangeProgress) -> Void

  /// - Returns: what was found out, for the journal.
  /// - Throws: `CancellationError` when the task was cancelled.
  func run(_ proof: ProxyProof) async throws -> String {
    if case .none(let why) = proof.means {
      return unproven(tr("Whether the client proxies have the new policy is not seen: \(why)."))
    }
    var standing = ProxyProof.Standing(confirmed: 0, asked: 0)
    for pause in options.pauses(lasting: options.updatePatience) {
      standing = await proof.standing([])
      try Task.checkCancellation()
      if standing.asked > 0, standing.isComplete {
        let text = tr("\(proof.sample.count(standing.confirmed, of: standing.asked)) took the cluster update.")
        progress(.done(text: text))
        return text
      }
      try await clock.sleep(for: pause)
    }
    return unproven(
      tr(
        "Only \(proof.sample.count(standing.confirmed, of: standing.asked)) took the cluster update within "
          + "\(ChangeOptions.text(options.updatePatience)); a proxy that does not know the host takes none."))
  }

  private func unproven(_ text: String) -> String {
    progress(.unproven(text: text))
    return text
  }
}
