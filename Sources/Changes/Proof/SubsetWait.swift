import Kubernetes
import Texts
import TrafficConfig

/// Waits until new subsets may get traffic: a ready pod each, and client proxies that have their clusters.
struct SubsetWait: Sendable {
  /// The subsets would not work: traffic to them would fail.
  struct NotReady: Error, Sendable { let text: String }

  let access: any ClusterAccess
  let options: ChangeOptions
  let clock: any Clock<Duration>
  let progress: @Sendable (ChangeProgress) -> Void

  /// - Returns: what was proved, in a sentence for the journal.
  /// - Throws: `NotReady` when the time is over, `CancellationError` when the task was cancelled.
  func run(_ needs: [SubsetNeed], proof: ProxyProof) async throws -> String {
    for need in needs { try await waitForPods(of: need) }
    switch proof.means {
    case .none(let why):
      let text = tr("Whether the client proxies have the new \(Self.subsets(needs)) is not seen (\(why))")
      progress(.waiting(text: tr("\(text); waiting \(ChangeOptions.text(options.settle)).")))
      try await clock.sleep(for: options.settle)
      return concluded(tr("\(text); \(ChangeOptions.text(options.settle)) were waited instead."))
    case .configuration, .updates:
      return try await waitForProxies(needs, proof)
    }
  }

  private func waitForPods(of need: SubsetNeed) async throws {
    guard let service = need.service else { return }
    var told = false
    for pause in options.pauses {
      switch await readyPods(of: need, namespace: service.namespace, name: service.name) {
      case nil: return  // It cannot be found out; the proxies may still tell.
      case 0?: break
      default: return
      }
      if !told { progress(.waiting(text: tr("No pod of \(need.description) is ready yet."))) }
      told = true
      try await clock.sleep(for: pause)
    }
    throw NotReady(
      text:
        tr(
          "No pod of \(need.description) became ready within \(ChangeOptions.text(options.proofTimeout)): traffic to it would "
            + "fail."))
  }

  private func readyPods(of need: SubsetNeed, namespace: String, name: String) async -> Int? {
    guard let service = try? await access.service(namespace: namespace, name: name), !service.selector.isEmpty else {
      return nil
    }
    let labels = service.selector.merging(need.labels) { _, subset in subset }
    // Contradicting labels select nothing.
    guard labels.count > 0, service.selector.allSatisfy({ labels[$0.key] == $0.value }) else { return 0 }
    guard let pods = try? await access.pods(namespace: namespace, labels: labels) else { return nil }
    return pods.count { $0.info.isReady }
  }

  private func waitForProxies(_ needs: [SubsetNeed], _ proof: ProxyProof) async throws -> String {
    var standing = ProxyProof.Standing(confirmed: 0, asked: 0)
    var told: ProxyProof.Standing?
    for pause in options.pauses {
      standing = await proof.standing(needs)
      try Task.checkCancellation()
      if standing.isComplete { return concluded(sentence(standing, proof, needs)) }
      if standing != told { progress(.waiting(text: sentence(standing, proof, needs))) }
      told = standing
      try await clock.sleep(for: pause)
    }
    guard case .updates = proof.means else {
      throw NotReady(
        text:
          tr(
            "Only \(standing.confirmed) of \(standing.asked) client proxies took \(needs[0].description)\(more(needs)) "
              + "within \(ChangeOptions.text(options.proofTimeout)): requests through the others would fail."))
    }
    // A proxy whose Sidecar resource leaves the host out gets no update, so silence proves nothing.
    return concluded(
      "Only " + sentence(standing, proof, needs).dropLast()
        + " within \(ChangeOptions.text(options.proofTimeout)); not waited "
        + "longer, as a proxy that does not know the host takes none.")
  }

  /// The last word on a wait, which the journal notes as well.
  private func concluded(_ text: String) -> String {
    progress(.done(text: text))
    return text
  }

  /// How far the proxies are, such as `7 of 7 client proxies in all namespaces took the cluster update.`
  private func sentence(_ standing: ProxyProof.Standing, _ proof: ProxyProof, _ needs: [SubsetNeed]) -> String {
    if standing.asked == 0 {
      if case .updates = proof.means { return tr("None of the proxies \(proof.sample.scope) could be asked any more.") }
      return tr("No client proxy \(proof.sample.scope) knows \(needs[0].host).")
    }
    let who = proof.sample.count(standing.confirmed, of: standing.asked)
    if case .updates = proof.means { return tr("\(who) took the cluster update.") }
    return tr("\(who) have the new \(Self.subsets(needs)).")
  }

  private static func subsets(_ needs: [SubsetNeed]) -> String {
    "\(needs.count == 1 ? "subset" : "subsets") \(needs.map(\.subset).joined(separator: ", "))"
  }

  private func more(_ needs: [SubsetNeed]) -> String { needs.count > 1 ? tr(" and \(needs.count - 1) more") : "" }
}
