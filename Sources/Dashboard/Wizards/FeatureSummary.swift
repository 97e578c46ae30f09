import MeshModel
import Texts
import TrafficConfig

/// What is in force for a service, feature by feature, each in a few words; empty where nothing is.
struct FeatureSummary {
  private let facts: WizardFacts
  private let routes: [HTTPRoute]

  init(_ facts: WizardFacts) {
    self.facts = facts
    routes = facts.virtualServices.first?.http ?? []
  }

  func words(_ kind: WizardKind) -> String {
    switch kind {
    case .weights: weights
    case .canary: ""
    case .routing: routes.isEmpty ? "" : Figures.counted(routes.count, "rule")
    case .fault: joined { FaultWizard.words($0.fault) }
    case .timeout: joined { $0.timeout.map { FieldText.duration($0) } }
    case .retries: joined { Self.words($0.retries) }
    case .mirror: joined { Self.words($0.mirrors) }
    case .policy: policy
    case .gateway, .site: entries
    case .redirect: joined { $0.redirect.map { "\($0.status) \($0.authority ?? "")\($0.uri ?? "")" } }
    case .rewrite: joined { $0.rewrite.map { $0.uri ?? $0.regexMatch ?? $0.authority ?? "" } }
    case .headers: joined { Self.count(HeaderWizard.words($0.headers).count, "header") }
    case .cors: cors
    case .answer: joined { $0.directResponse.map { "\($0.status)" } }
    case .reset: ""
    }
  }

  /// The words of each rule that has some, without repeating them.
  private func joined(_ words: (HTTPRoute) -> String?) -> String {
    var found: [String] = []
    for text in routes.compactMap(words) where !text.isEmpty && !found.contains(text) { found.append(text) }
    return found.joined(separator: "; ")
  }

  private static func count(_ number: Int, _ word: String) -> String? {
    number == 0 ? nil : Figures.counted(number, word)
  }

  private static func words(_ retries: HTTPRetry?) -> String? {
    retries.map { $0.attempts == 0 ? tr("never") : "\($0.attempts)\($0.retryOn.map { tr(" on \($0)") } ?? "")" }
  }

  private static func words(_ mirrors: [MirrorPolicy]) -> String? {
    mirrors.isEmpty
      ? nil
      : mirrors.map { tr("\(FieldText.number($0.percent)) % to \($0.subset ?? $0.host)") }.joined(separator: ", ")
  }

  private var weights: String {
    let splits = facts.splits
    guard let split = splits.first(where: { $0.isOnMesh && $0.isCatchAll && $0.location != nil }) else { return "" }
    return split.rows.filter { $0.percent > 0 }.map { "\($0.version) \(Figures.weight($0.percent))" }
      .joined(separator: ", ")
  }

  private var policy: String {
    let policy = facts.configuration.effectivePolicy(host: facts.host)
    var words: [String] = []
    if let balancer = policy.loadBalancer {
      switch balancer.algorithm {
      case .leastRequest: words.append(tr("least request"))
      case .roundRobin: words.append(tr("round robin"))
      case .random: words.append(tr("random"))
      case .passthrough: words.append(tr("passthrough"))
      case .consistentHash: words.append(tr("hash"))
      }
    }
    if policy.connectionPool != nil { words.append(tr("limits")) }
    if policy.outlierDetection != nil { words.append(tr("outlier detection")) }
    if let tls = policy.tls { words.append(tr("TLS \(tls.mode.rawValue)")) }
    return words.joined(separator: ", ")
  }

  private var entries: String {
    Set(facts.splits.filter { $0.location != nil }.flatMap(\.entryPoints)).subtracting([VirtualService.mesh]).sorted()
      .joined(separator: ", ")
  }

  private var cors: String {
    let documents = facts.virtualServices.first?.document[["spec", "http"]]?.array ?? []
    return documents.contains { ResetRequest.Feature.cors.isPresent(in: $0) } ? tr("set") : ""
  }
}
