import Documents
import TrafficConfig

extension ExplanationReport {
  /// `{request, rules, decision, destinations, mirrors}`; absent values have no key, percentages are 0...100.
  public static func json(_ explanation: RouteExplanation) -> JSONValue {
    [
      "request": json(explanation.request), "rules": .array(explanation.rules.map(json)),
      "decision": json(explanation.decision), "destinations": .array(explanation.destinations.map(json)),
      "mirrors": .array(explanation.mirrors.map(json)),
    ]
  }

  private static func json(_ request: RequestFacts) -> JSONValue {
    [
      "host": .string(request.host), "port": JSONValue(request.port), "path": .string(request.path),
      "method": .string(request.method), "scheme": .string(request.scheme), "headers": JSONValue(request.headers),
      "query": JSONValue(request.query), "gateway": .string(request.source.gateway),
      "sourceNamespace": .string(request.source.namespace), "sourceLabels": JSONValue(request.source.labels),
    ]
  }

  private static func json(_ rule: RouteExplanation.Rule) -> JSONValue {
    var object: JSONObject = [
      "object": .string("\(rule.location.virtualService)"),
      "path": .string("spec.\(rule.location.section.rawValue)[\(rule.location.index)]"),
    ]
    object["name"] = rule.location.name.map(JSONValue.string)
    object["conditions"] = rule.conditions.map(JSONValue.string)
    switch rule.verdict {
    case .takes: object["verdict"] = "takes"
    case .passes(let reasons):
      object["verdict"] = "passes"
      object["reasons"] = .array(reasons.map(JSONValue.string))
    case .otherClients(let why):
      object["verdict"] = "otherClients"
      object["reasons"] = [.string(why)]
    case .notAsked: object["verdict"] = "notAsked"
    }
    return .object(object)
  }

  private static func json(_ decision: RouteDecision) -> JSONValue {
    switch decision {
    case .forward(let forward):
      var object: JSONObject = [
        "kind": "forward", "path": .string(forward.path), "authority": .string(forward.authority),
      ]
      object["timeoutSeconds"] = forward.timeout.map { JSONValue($0) }
      if let retries = forward.retries {
        var value: JSONObject = [
          "attempts": JSONValue(retries.attempts),
          "on": .array((retries.conditions + retries.statusCodes.map(String.init)).map(JSONValue.string)),
        ]
        value["perTrySeconds"] = retries.perTryTimeout.map { JSONValue($0) }
        object["retries"] = .object(value)
      }
      if let delay = forward.fault?.delay {
        object["delay"] = ["percent": JSONValue(delay.percent), "seconds": JSONValue(delay.seconds)]
      }
      if let abort = forward.fault?.abort {
        object["abort"] = [
          "percent": JSONValue(abort.percent), "status": .string(abort.grpcStatus ?? "\(abort.status)"),
        ]
      }
      return .object(object)
    case .redirect(let redirect):
      return ["kind": "redirect", "status": JSONValue(redirect.status), "location": .string(redirect.location)]
    case .directResponse(let status, let body, _):
      return ["kind": "directResponse", "status": JSONValue(status), "body": .string(body)]
    case .noRoute: return ["kind": "noRoute"]
    case .unknownHost: return ["kind": "unknownHost"]
    }
  }

  private static func json(_ entry: RouteExplanation.Destination) -> JSONValue {
    let target = entry.destination
    var object: JSONObject = ["host": .string(target.host), "percent": .rounded(target.share * 100)]
    object["subset"] = target.subset.map(JSONValue.string)
    object["port"] = target.port.map { JSONValue($0) }
    switch target.status {
    case .known: break
    case .unknownHost: object["problem"] = "unknownHost"
    case .undefinedSubset: object["problem"] = "undefinedSubset"
    }
    object["destinationRule"] = entry.rule.map { .string($0.description) }
    object["policy"] = .array(entry.policy.map(JSONValue.string))
    object["pods"] = entry.pods.map { pods in
      .array(pods.map { ["name": .string($0.name), "ip": .string($0.ip), "ready": .bool($0.isReady)] })
    }
    return .object(object)
  }
}
