import Documents
import MeshModel
import Texts

/// Plans a fault on the way to a service.
public enum FaultEdit {
  /// The percentages are always written, since without one Istio hits no request at all.
  public static func plan(_ request: FaultRequest, in context: EditContext) throws(ChangeRefusal) -> ChangePlan {
    guard request.delay != nil || request.abort != nil else {
      throw ChangeRefusal(.badValue, tr("A fault needs a delay, an abort, or both."))
    }
    if case .after(let seconds) = request.expiry, seconds < 1 {
      throw ChangeRefusal(.badValue, tr("The fault must last at least a second."))
    }
    var draft = try RouteDraft(request.scope, for: .forwarding, context: context)
    var fault = draft.route["fault"] ?? [:]
    if let delay = request.delay { try set(delay, request.delayPercent, in: &fault) }
    if let abort = request.abort { try set(abort, request.abortPercent, in: &fault) }
    draft.document[draft.path.appending("fault")] = fault
    return draft.plan(
      title: tr("Fault on \(request.scope.service)"), what: words(draft.view.fault), expiry: request.expiry,
      notes: notes(draft, context))
  }

  private static func set(
    _ delay: Double, _ percent: Double, in fault: inout JSONValue
  ) throws(ChangeRefusal) {
    fault[["delay", "fixedDelay"]] = try EditValue.duration(delay, tr("The delay"))
    fault[["delay", "percentage"]] = try EditValue.percentage(percent, tr("The share to delay"))
    // The old integer percentage and a kind of delay that Istio refuses would contradict it.
    fault[["delay", "percent"]] = nil
    fault[["delay", "exponentialDelay"]] = nil
  }

  private static func set(
    _ status: FaultRequest.Status, _ percent: Double, in fault: inout JSONValue
  ) throws(ChangeRefusal) {
    let wanted: (key: String, value: JSONValue)
    switch status {
    case .http(let code):
      guard (200...599).contains(code) else {
        throw ChangeRefusal(.badValue, tr("An HTTP status to abort with is 200 to 599, not \(code)."))
      }
      wanted = ("httpStatus", JSONValue(code))
    case .grpc(let name):
      guard EditValue.grpcStatuses.contains(name) else {
        throw ChangeRefusal(
          .badValue, tr("\(name) is no gRPC status. Known: \(EditValue.grpcStatuses.joined(separator: ", "))."))
      }
      wanted = ("grpcStatus", .string(name))
    }
    for key in ["httpStatus", "grpcStatus", "http2Error"] where key != wanted.key { fault[["abort", .key(key)]] = nil }
    fault[["abort", .key(wanted.key)]] = wanted.value
    fault[["abort", "percentage"]] = try EditValue.percentage(percent, tr("The share to abort"))
  }

  private static func words(_ fault: FaultInjection?) -> String {
    var words: [String] = []
    if let delay = fault?.delay {
      words.append(
        tr("delays \(Percent.text(delay.percent)) of the requests by \(DurationText.text(seconds: delay.seconds))"))
    }
    if let abort = fault?.abort {
      words.append(
        tr("aborts \(Percent.text(abort.percent)) of the requests with \(abort.grpcStatus ?? "\(abort.status)")"))
    }
    return words.joined(separator: tr(" and "))
  }

  private static func notes(_ draft: RouteDraft, _ context: EditContext) -> [String] {
    var notes: [String] = []
    let route = draft.view
    if let rate = context.observedRate, rate > 0, route.matches.isEmpty, draft.split.isCatchAll {
      let share = max(route.fault?.delay?.percent ?? 0, route.fault?.abort?.percent ?? 0)
      notes.append(
        tr(
          "\(draft.service.id) gets \(Percent.factor(rate)) requests/s now: up to \(Percent.factor(rate * share / 100)) of "
            + "them are hit."))
    }
    notes.append(tr("The callers' own proxies make the fault: a caller without a proxy is not hit."))
    if route.timeout != nil || (route.retries?.attempts ?? 0) > 0 {
      notes.append(
        tr(
          "The timeout and retries of the same route do not act on the fault: an aborted request is not retried and the "
            + "delay does not count."))
    }
    if let delay = route.fault?.delay?.seconds { notes += earlierTimeouts(delay, draft, context) }
    return notes
  }

  /// Callers that are given up by their own callers before the delay is over.
  private static func earlierTimeouts(_ delay: Double, _ draft: RouteDraft, _ context: EditContext) -> [String] {
    context.callers.compactMap { caller in
      let host = caller.host(domain: context.configuration.domain)
      let object = context.configuration.virtualService(forHost: host, from: caller.namespace)
      guard let timeout = (object?.http ?? []).compactMap(\.timeout).min(), timeout < delay else { return nil }
      return tr(
        "\(caller) calls \(draft.service.id) and has a timeout of \(DurationText.text(seconds: timeout)): its "
          + "callers see that timeout, not the delay.")
    }
  }
}
