import Documents
import MeshModel
import Texts

/// Plans how clients' proxies treat a service, one of its ports or one of its subsets.
public enum PolicyEdit {
  static let parts = ["loadBalancer", "connectionPool", "outlierDetection", "tls"]

  public static func plan(_ request: PolicyRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    var draft = try RuleDraft(request.service, context: context)
    let path = try draft.policyPath(subset: request.subset, port: request.port)
    var values = PolicyValues(request)
    let wanted = try values.all()
    guard !wanted.isEmpty else {
      throw ChangeRefusal(.badValue, tr("Nothing is said about the policy."))
    }
    for part in Self.parts where wanted.contains(where: { $0.part == part }) { draft.inherit(part, at: path) }
    for value in wanted {
      let place = JSONPath(path.steps + value.path.steps)
      draft.document[place] = value.value
      // Where the last setting of a group goes, the group goes; whole parts are looked at below.
      let group = JSONPath(Array(place.steps.dropLast()))
      if value.value == nil, value.path.steps.count > 2, draft.document[group]?.object?.isEmpty == true {
        draft.document[group] = nil
      }
    }
    for part in Self.parts where draft.document[path.appending(part)]?.object?.isEmpty == true {
      draft.document[path.appending(part)] = nil
    }
    draft.removeIfEmpty(path)
    var target = "\(request.service)"
    if let subset = request.subset { target += tr(" subset \(subset)") }
    if let port = request.port { target += tr(" port \(port)") }
    return draft.plan(
      title: tr("Policy of \(request.service)"), sentence: tr("\(target): \(values.words.joined(separator: ", "))."),
      notes: notes(request, draft, path))
  }

  private static func notes(_ request: PolicyRequest, _ draft: RuleDraft, _ path: JSONPath) -> [String] {
    let context = draft.context
    var notes: [String] = []
    let policy = draft.document[path].flatMap { TrafficPolicy($0) }
    let pods = context.configuration.workloads(of: draft.service).flatMap(\.pods).count
    if request.pool != PolicyRequest.Pool() {
      notes.append(tr("Each client's proxy keeps these limits by itself: the service sees the sum over all clients."))
    }
    if request.outlier != PolicyRequest.Outlier(), let outlier = policy?.outlierDetection {
      if pods > 0, pods * outlier.maxEjectionPercent < 100 {
        notes.append(
          tr(
            "\(outlier.maxEjectionPercent) % of \(pods) pods is less than one: at most one pod is taken out at a time.")
        )
      }
      notes.append(
        tr("With outlier detection Istio prefers endpoints of the caller's own zone and fails over to others."))
    }
    switch request.locality {
    case .failover, .priority:
      if policy?.outlierDetection == nil {
        notes.append(tr("Without outlier detection no pod is ever seen as failed, so nothing fails over."))
      }
    case .distribute, .off, .meshDefault, nil: break
    }
    if request.encryption != nil {
      notes.append(
        tr("A TLS mode overrides automatic mutual TLS: where the pods demand another, requests fail with 503."))
    }
    if request.credentials.credentialName != nil {
      notes.append(
        tr("Sidecars take a credential only from a DestinationRule with a workloadSelector; gateways take it always."))
    }
    if case .hash = request.balancer {
      notes.append(
        tr("The hash counts inside a version only: at a change of weights a user may go to another version."))
    }
    if let subset = request.subset {
      let routes = context.configuration.splits(ofService: request.service)
      if !routes.contains(where: { $0.rows.contains { $0.subset == subset && $0.isInRoute } }) {
        notes.append(
          tr("No route names the subset \(subset) now: its policy counts only for requests that a route sends there."))
      }
    }
    return notes
  }
}
