import MeshModel
import TrafficConfig

/// Tries and retries.
extension OutboundRequest {
  /// Chooses an endpoint and tries it.
  func send() {
    guard !isDone, let target, let service = target.service else { return }
    let key = ClusterKey(host: target.destination.host, port: target.port, subset: target.destination.subset ?? "")
    let cluster = proxy.cluster(
      key, settings: target.settings, labels: target.destination.labels, now: engine.now)
    guard
      let host = cluster.chooseHost(
        hash: hash(by: target.settings), tried: tried, now: engine.now, random: &engine.random)
    else {
      attempt = nil
      flags.insert(.noHealthyUpstream)
      return answer(status: 503)
    }
    attempts += 1
    tried.append(host)
    let origin = InboundRequest.Origin(
      peer: client.identity, hasMutualTLS: target.settings.tls == .mesh && host.pod.proxy != nil,
      service: service.number, protocol: target.protocol, requestBytes: request.wireBytes)
    let attempt = UpstreamAttempt(
      engine: engine, cluster: cluster, host: host, request: request, origin: origin,
      timeout: isMirror ? nil : target.forward.retries?.perTryTimeout, trace: trace
    ) { [self] in ended($0) }
    self.attempt = attempt
    attempt.start()
  }

  private func ended(_ result: UpstreamAttempt.Result) {
    guard !isDone, let attempt else { return }
    releaseRetry()
    let host = attempt.host
    if let host, let status = judgedStatus(result) { attempt.cluster.judge(host, status: status, now: engine.now) }
    guard let retries = target?.forward.retries, !isMirror, isRetriable(result, retries) else {
      return conclude(result, host: host)
    }
    guard attempts <= retries.attempts else {
      flags.insert(.upstreamRetryLimitExceeded)
      return conclude(result, host: host)
    }
    guard attempt.cluster.retries < attempt.cluster.settings.maxRetries else {
      flags.insert(.upstreamOverflow)
      return conclude(result, host: host)
    }
    attempt.cluster.retries += 1
    retriedCluster = attempt.cluster
    // Envoy's exponential pause with full jitter, at most ten times the base.
    let longest = min(retries.backoff * Double((1 << min(attempts, 10)) - 1), retries.backoff * 10)
    engine.schedule(after: longest * engine.random.unit()) { self.send() }
  }

  /// The status by which outlier detection judges the endpoint; nil where it is not to blame.
  private func judgedStatus(_ result: UpstreamAttempt.Result) -> Int? {
    switch result {
    case .response(let answer): answer.grpcStatus > 0 ? GRPCStatus.httpStatus(of: answer.grpcStatus) : answer.status
    case .connectionFailed, .reset: 503
    case .timedOut: 504
    case .overflow: nil
    }
  }

  private func isRetriable(_ result: UpstreamAttempt.Result, _ policy: RetryPolicy) -> Bool {
    func has(_ condition: String) -> Bool { policy.conditions.contains(condition) }
    switch result {
    case .overflow: return false
    case .connectionFailed: return has("connect-failure") || has("5xx") || has("gateway-error") || has("reset")
    case .reset, .timedOut: return has("5xx") || has("gateway-error") || has("reset")
    case .response(let answer):
      if answer.grpcStatus > 0 {
        let conditions: [Int8: String] = [
          1: "cancelled", 4: "deadline-exceeded", 8: "resource-exhausted", 13: "internal", 14: "unavailable",
        ]
        return conditions[answer.grpcStatus].map(has) ?? false
      }
      let status = answer.status
      return (has("5xx") && (500...599).contains(status)) || (has("gateway-error") && (502...504).contains(status))
        || (has("retriable-4xx") && status == 409)
        || (has("retriable-status-codes") && policy.statusCodes.contains(status))
    }
  }

  private func conclude(_ result: UpstreamAttempt.Result, host: UpstreamHost?) {
    switch result {
    case .response(let answer):
      end(
        status: answer.status, grpcStatus: answer.grpcStatus, responseBytes: answer.bytes, host: host,
        peerAnswered: true)
    case .connectionFailed:
      flags.insert(.upstreamConnectionFailure)
      self.answer(status: 503, host: host)
    case .reset:
      flags.insert(.upstreamConnectionTermination)
      self.answer(status: 503, host: host)
    case .overflow:
      flags.insert(.upstreamOverflow)
      self.answer(status: 503, host: host)
    case .timedOut:
      flags.insert(.upstreamRequestTimeout)
      self.answer(status: 504, host: host)
    }
  }

  /// Gives back the place of a retry in the cluster's limit.
  func releaseRetry() {
    retriedCluster?.retries -= 1
    retriedCluster = nil
  }

  private func hash(by settings: ClusterSettings) -> UInt64? {
    guard case .consistentHash(let key) = settings.balancing else { return nil }
    let value: String? =
      switch key {
      case .header(let name): request.headers[name]
      case .cookie(let name, _, _): request.cookie(named: name)
      case .queryParameter(let name): request.queryParameter(named: name)
      case .sourceIP: request.sourceAddress
      }
    return value.map(RandomSource.hash)
  }
}
