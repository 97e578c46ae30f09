import MeshModel
import Texts

/// Why a request goes where it goes: every rule that was asked, in the order of asking, and what becomes of the request.
public struct RouteExplanation: Sendable, Hashable {
  public struct Rule: Sendable, Hashable {
    public enum Verdict: Sendable, Hashable {
      case takes
      /// What of each alternative does not hold, such as `header end-user = jason, but it is absent`.
      case passes([String])
      /// It is for other clients, and why.
      case otherClients(String)
      /// A rule before it takes the request.
      case notAsked
    }

    public var location: RouteLocation
    /// Its conditions in words; nil for one that takes everything.
    public var conditions: String?
    public var verdict: Verdict
  }

  /// A destination with its share, its policy in words and its pods.
  public struct Destination: Sendable, Hashable {
    public var destination: WeightedDestination
    public var policy: [String]
    /// The DestinationRules that the policy and the subset come from, as one in effect; nil without one.
    public var rule: ObjectReference?
    /// All pods that it may go to; nil where the mesh does not know them.
    public var pods: [PodInfo]?
  }

  public var request: RequestFacts
  /// In the order in which the proxy asks them; those for other clients in the place that they have in their object.
  public var rules: [Rule]
  public var decision: RouteDecision
  public var destinations: [Destination]
  public var mirrors: [Destination]

  /// The rule that takes the request.
  public var taker: Rule? { rules.first { $0.verdict == .takes } }

  /// Works the explanation out; the decision is the evaluator's.
  public init(_ request: RequestFacts, in configuration: MeshConfiguration) {
    self.request = request
    decision = RouteEvaluator(configuration: configuration).decide(request)
    let source = request.source
    let client = RouteCompiler.Client(
      gateway: source.gateway, namespace: source.namespace, labels: source.labels, host: request.host,
      port: request.port, isPlain: request.scheme != "https")
    let compiler = RouteCompiler(configuration: configuration, client: client)
    rules = Self.rules(compiler, request)
    func explained(_ destination: WeightedDestination) -> Destination {
      let rule = configuration.destinationRule(
        forHost: destination.host, clientNamespace: source.namespace, clientLabels: source.labels)
      let service = destination.service.flatMap(configuration.service)
      let pods = service.map { service in
        configuration.workloads(of: service).flatMap { workload in
          workload.pods.filter { pod in
            let labels = pod.labels.isEmpty ? workload.labels : pod.labels
            return destination.labels.allSatisfy { labels[$0.key] == $0.value }
          }
        }.sorted { $0.name < $1.name }
      }
      return Destination(
        destination: destination, policy: destination.policy.words, rule: rule?.reference, pods: pods)
    }
    if case .forward(let forward) = decision {
      destinations = forward.destinations.map(explained)
      mirrors = forward.mirrors.map(explained)
    } else {
      destinations = []
      mirrors = []
    }
  }

  private static func rules(_ compiler: RouteCompiler, _ request: RequestFacts) -> [Rule] {
    guard case .routes(let routes) = compiler.host() else { return [] }
    var isTaken = false
    var rules = routes.map { route in
      var verdict = Rule.Verdict.notAsked
      if !isTaken {
        isTaken = route.decide(request) != nil
        verdict = isTaken ? .takes : .passes(route.alternatives.map { $0.mismatch(request) })
      }
      return Rule(location: route.location, conditions: route.summary, verdict: verdict)
    }
    // Those that the proxy of this client does not even have.
    for object in compiler.governing() {
      for (index, route) in object.http.enumerated() {
        guard compiler.matches(of: route, in: object) == nil else { continue }
        let location = RouteLocation(virtualService: object.reference, index: index, name: route.name)
        let words = route.matches.map { $0.strangers(to: compiler.client, in: object) }
        let rule = Rule(
          location: location, conditions: route.matchSummary,
          verdict: .otherClients(words.joined(separator: tr("; or "))))
        let next = rules.firstIndex { $0.location.virtualService == object.reference && $0.location.index > index }
        rules.insert(rule, at: next ?? rules.count)
      }
    }
    return rules
  }
}
