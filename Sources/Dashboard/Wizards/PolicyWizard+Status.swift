import MeshModel
import Texts
import TrafficConfig

/// How things stand, beside the form.
extension PolicyWizard {
  var status: [TextLine] {
    let words = facts.configuration.effectivePolicy(host: facts.host).words
    return breaker + [TextLine(tr("In force for the whole service"), .heading)]
      + (words.isEmpty ? [TextLine(tr("all as the mesh does"), .muted)] : words.map { TextLine($0) })
  }

  /// What the circuit breakers do now: by what callers were answered, and as far as a proxy of theirs has been read.
  private var breaker: [TextLine] {
    var lines = [TextLine(tr("Circuit breaker now"), .heading)]
    let responses = facts.card?.responses ?? [:]
    let total = responses.values.reduce(0, +)
    func share(_ flag: String) -> Double {
      responses.filter { $0.key.flags.split(separator: ",").contains { $0 == flag } }.values.reduce(0, +)
    }
    for (flag, words) in [
      ("UO", tr("of the requests refused by limits (503 UO)")), ("UH", tr("found no healthy pod (503 UH)")),
    ] {
      let rate = share(flag)
      if rate > 0, total > 0 {
        lines.append(TextLine("! \(Figures.percent(rate / total * 100)) \(words)", .warning))
      }
    }
    lines += BreakerReading(service: facts.service, snapshot: facts.snapshot).lines.map { line in
      TextLine(line.text, .warning)
    }
    if lines.count == 1 {
      lines.append(
        TextLine(isRead ? tr("✓ closed: nothing is refused, no pod is out") : tr("✓ nothing is refused"), .healthy))
    }
    return lines + readers
  }

  private var isRead: Bool { facts.snapshot.proxies.contains { $0.adminAge != nil && !$0.clusters.isEmpty } }

  /// The workloads that call the service now: others have its cluster, too, but send it nothing.
  private var callers: Set<String> {
    let nodes = Dictionary(facts.snapshot.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let own = Set(
      facts.snapshot.nodes.filter { node in
        node.service == facts.service.name && node.namespace == facts.service.namespace
      }.map(\.id))
    return Set(facts.snapshot.edges.filter { own.contains($0.target) }.compactMap { nodes[$0.source]?.workload })
  }

  /// Whose proxies tell of pods that are out and of limits that are reached.
  private var readers: [TextLine] {
    let callers = callers
    let read = facts.snapshot.proxies.filter { proxy in
      proxy.adminAge != nil && !proxy.clusters.isEmpty && callers.contains(proxy.workload ?? proxy.pod)
    }
    let names = Set(read.map { $0.workload ?? $0.pod }).sorted()
    if names.isEmpty {
      let isRefused = facts.snapshot.proxies.contains { $0.adminProblem != nil }
      return [
        TextLine(
          isRefused
            ? tr("Pods out and open breakers are not known: the admin interface of the caller's proxy does not answer.")
            : tr("Pods out and open breakers: a caller's proxy is being asked."), .muted)
      ]
    }
    return [TextLine(tr("Pods out and open breakers as seen by \(names.joined(separator: ", "))."), .muted)]
  }
}
