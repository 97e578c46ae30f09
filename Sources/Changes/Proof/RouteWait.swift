import Kubernetes
import Texts
import TrafficConfig

/// Waits until the client proxies have a VirtualService that was written, and says how that ended. A change is not put
/// back because of them: some may have it already.
struct RouteWait: Sendable {
  let options: ChangeOptions
  let clock: any Clock<Duration>
  let progress: @Sendable (ChangeProgress) -> Void

  /// - Returns: what was found out, for the journal; nil if the object concerns no proxy.
  /// - Throws: `CancellationError` when the task was cancelled.
  func run(_ proof: RouteProof) async throws -> String? {
    switch proof.means {
    case .none(let why):
      return unproven(tr("Whether the client proxies have the new routes is not seen: \(why)."))
    case .routes: return try await waitForRoutes(proof)
    case .updates(_, let why): return try await waitForUpdates(proof, why)
    }
  }

  private func waitForRoutes(_ proof: RouteProof) async throws -> String? {
    var waited = Duration.zero
    var standing = RouteProof.Standing()
    var told: RouteProof.Standing?
    // Where the routes need not change visibly, long waiting proves nothing.
    let patience = proof.expectation.isVisible ? options.proofTimeout : options.updatePatience
    for pause in options.pauses(lasting: patience) {
      // A proxy that takes the update at once is not asked for refusals.
      standing = await proof.standing(withRejections: waited >= .milliseconds(700))
      try Task.checkCancellation()
      if standing.isComplete { return proven(sentence(standing, proof)) }
      // Routes of a new host may need a moment to appear; of none, there is nothing to wait for.
      if standing.isHopeless || standing.asked == 0 && waited >= options.settle { break }
      if standing != told { progress(.waiting(text: sentence(standing, proof))) }
      told = standing
      try await clock.sleep(for: pause)
      waited += pause
    }
    if standing.asked == 0 {
      progress(.done(text: sentence(standing, proof)))
      return nil
    }
    let within = standing.isHopeless ? "" : tr(" within \(ChangeOptions.text(patience))")
    return unproven(tr("Only \(sentence(standing, proof).dropLast())\(within): \(reasons(standing))."))
  }

  private func waitForUpdates(_ proof: RouteProof, _ why: String) async throws -> String? {
    var standing = RouteProof.Standing()
    var told: RouteProof.Standing?
    for pause in options.pauses(lasting: options.updatePatience) {
      standing = await proof.standing(withRejections: false)
      try Task.checkCancellation()
      let text = tr("\(proof.sample.count(standing.confirmed, of: standing.asked)) took an update")
      if standing.isComplete { return proven(tr("\(text); their routes cannot be read: \(why).")) }
      if standing != told { progress(.waiting(text: text + ".")) }
      told = standing
      try await clock.sleep(for: pause)
    }
    return unproven(
      tr(
        "Only \(proof.sample.count(standing.confirmed, of: standing.asked)) took an update within "
          + "\(ChangeOptions.text(options.updatePatience)), and their routes cannot be read: \(why)."))
  }

  private func proven(_ text: String) -> String {
    progress(.done(text: text))
    return text
  }

  private func unproven(_ text: String) -> String {
    progress(.unproven(text: text))
    return text
  }

  private func sentence(_ standing: RouteProof.Standing, _ proof: RouteProof) -> String {
    if standing.asked == 0 {
      let hosts = proof.expectation.hosts.sorted().joined(separator: ", ")
      return tr("No client proxy \(proof.sample.scope) has routes to \(hosts).")
    }
    return tr("\(proof.sample.count(standing.confirmed, of: standing.asked)) have the new routes.")
  }

  /// The first few proxies that are behind, each with its reason.
  private func reasons(_ standing: RouteProof.Standing) -> String {
    let all = standing.behind.sorted { $0.key < $1.key }
    let named = all.prefix(3).map { "\($0.key.name) \($0.value)" }.joined(separator: "; ")
    return all.count > 3 ? tr("\(named); and \(all.count - 3) more") : named
  }
}
