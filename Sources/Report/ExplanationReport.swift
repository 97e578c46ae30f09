import Cells
import Documents
import TrafficConfig

/// Why a request goes where it goes, for people and for programs.
public enum ExplanationReport {
  public static func text(_ explanation: RouteExplanation) -> String {
    var lines = [title(explanation.request), ""]
    var object: ObjectReference?
    for rule in explanation.rules {
      if rule.location.virtualService != object {
        object = rule.location.virtualService
        lines.append("\(rule.location.virtualService)")
      }
      let name = rule.location.name.map { " \($0)" } ?? ""
      let lead = "  rule \(rule.location.index + 1)\(name) (\(rule.conditions ?? "every request"))"
      switch rule.verdict {
      case .takes: lines.append("\(lead): takes it")
      case .passes(let reasons):
        if reasons.count == 1 {
          lines.append("\(lead): does not take it: \(reasons[0])")
        } else {
          lines.append("\(lead): does not take it:")
          lines += reasons.map { "    - \($0)" }
        }
      case .otherClients(let why): lines.append("\(lead): is for other clients: \(why)")
      case .notAsked: lines.append("\(lead): is not asked any more")
      }
    }
    if !explanation.rules.isEmpty { lines.append("") }
    lines += outcome(explanation)
    lines += explanation.destinations.flatMap { destination($0, "to") }
    lines += explanation.mirrors.flatMap { destination($0, "a copy of") }
    return lines.map { TextWidth.sanitized($0) + "\n" }.joined()
  }

  private static func title(_ request: RequestFacts) -> String {
    let source = request.source
    let way = source.gateway == VirtualService.mesh ? "from namespace \(source.namespace)" : "through \(source.gateway)"
    let labels = source.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let headers = request.headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let details = [labels, headers].filter { !$0.isEmpty }.map { " (\($0.joined(separator: ", ")))" }.joined()
    return
      "\(request.method) \(request.scheme)://\(request.host)\(request.path) on port \(request.port), \(way)\(details)"
  }

  private static func outcome(_ explanation: RouteExplanation) -> [String] {
    switch explanation.decision {
    case .forward(let forward):
      var lines = [
        forward.isDefault ? "No VirtualService decides: any pod of the service may get it." : "It is forwarded."
      ]
      if forward.path != explanation.request.path || forward.authority != explanation.request.host {
        lines.append("  as \(forward.authority)\(forward.path)")
      }
      if let delay = forward.fault?.delay {
        lines.append("  fault: \(percent(delay.percent)) are delayed by \(DurationText.text(seconds: delay.seconds))")
      }
      if let abort = forward.fault?.abort {
        lines.append("  fault: \(percent(abort.percent)) are aborted with \(abort.grpcStatus ?? "\(abort.status)")")
      }
      lines.append("  timeout: \(forward.timeout.map { DurationText.text(seconds: $0) } ?? "none")")
      lines.append("  retries: \(forward.retries.map(words) ?? "none")")
      lines += operations(forward.headers)
      return lines
    case .redirect(let redirect):
      guard redirect.route != nil else {
        return ["The gateway sends plain requests to HTTPS: \(redirect.status) to \(redirect.location)"]
      }
      return ["It is redirected: \(redirect.status) to \(redirect.location)"]
    case .directResponse(let status, let body, _):
      return ["The proxy answers it: \(status)\(body.isEmpty ? "" : " \(body)")"]
    case .noRoute: return ["No route takes it: the proxy answers 404 (NR)."]
    case .unknownHost:
      return [
        "Neither a service nor a route knows the host: it passes through, or is blocked (502), as the mesh is set up."
      ]
    }
  }

  private static func words(_ retries: RetryPolicy) -> String {
    let perTry = retries.perTryTimeout.map { ", \(DurationText.text(seconds: $0)) each" } ?? ""
    let conditions = retries.conditions + retries.statusCodes.map(String.init)
    return "up to \(retries.attempts)\(perTry), on \(conditions.joined(separator: ", "))"
  }

  private static func operations(_ headers: HeaderOperations) -> [String] {
    [("request", headers.request), ("response", headers.response)].flatMap { side, edits in
      edits.set.sorted { $0.key < $1.key }.map { "  sets \($0.key): \($0.value) on the \(side)" }
        + edits.add.sorted { $0.key < $1.key }.map { "  adds \($0.key): \($0.value) to the \(side)" }
        + edits.remove.map { "  removes \($0) from the \(side)" }
    }
  }

  private static func destination(_ entry: RouteExplanation.Destination, _ lead: String) -> [String] {
    let target = entry.destination
    var name = target.host + (target.port.map { ":\($0)" } ?? "")
    if let subset = target.subset { name += " subset \(subset)" }
    let share = percent(target.share * 100)
    var lines = ["  \(lead == "to" ? "\(share) to" : "a copy of \(share) to") \(name)"]
    switch target.status {
    case .known: break
    case .unknownHost: lines.append("    no such host: 503 (NC)")
    case .undefinedSubset: lines.append("    no DestinationRule defines the subset: 503 (NC)")
    }
    let source = entry.rule.map { " (\($0))" } ?? ""
    lines.append(
      "    policy: \(entry.policy.isEmpty ? "as the mesh has it" : entry.policy.joined(separator: "; "))\(source)")
    if let pods = entry.pods {
      let names = pods.map { "\($0.name)\($0.isReady ? "" : " (not ready)")" }
      lines.append("    pods: \(names.isEmpty ? "none: 503 (UH)" : names.joined(separator: ", "))")
    }
    return lines
  }

  private static func percent(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded)) %" : "\(rounded) %"
  }
}
