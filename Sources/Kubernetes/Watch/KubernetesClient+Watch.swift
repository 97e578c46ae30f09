import Documents
import NIOCore

extension KubernetesClient {
  /// Follows the changes of a kind until the server ends the stream, which it does in regular order after
  /// `timeoutSeconds`: then go on with the last event's version.
  ///
  /// - Parameters:
  ///   - resourceVersion: of the list that the watch goes on from.
  ///   - onBatch: gets the events of one chunk together, in order; the next chunk is read when it returns.
  /// - Throws: `gone` when the version is too old (list again), `stalled` when nothing came for long, bookmarks
  ///   included, `truncated` when the connection broke (a cut last line is dropped), `malformed` when something else than
  ///   a Kubernetes API answered, else why the watch did not start.
  public func watch(
    _ kind: ResourceKind, namespace: String?, resourceVersion: String, selector: ListSelector = .all,
    timeoutSeconds: Int = 300, onBatch: @escaping @Sendable ([WatchEvent]) async -> Void
  ) async throws(KubernetesError) {
    var query = selector.query
    query.append(("watch", "1"))
    query.append(("resourceVersion", resourceVersion))
    query.append(("allowWatchBookmarks", "true"))
    query.append(("timeoutSeconds", String(timeoutSeconds)))
    let summary = summary("watch", kind, namespace: namespace)
    let call = Call(
      path: kind.path(namespace: namespace) + PercentEncoding.query(query), summary: summary,
      limits: TransferLimits(total: nil, idle: options.watchIdle, maxBytes: nil), isRepeatable: false)
    let reader = WatchReader(summary: summary, maxLineBytes: options.maxAnswerBytes, patience: options.watchIdle)
    let answer = try await perform(call, into: reader) { reader, head, chunk in
      try await Self.deliver(try reader.lines(chunk.readableBytesView, head: head), summary, onBatch)
    }
    try answer.value.end(head: answer.head)
  }

  /// Hands over the events up to the first that is an error, then throws that error.
  private static func deliver(
    _ lines: [[UInt8]], _ summary: RequestSummary, _ onBatch: @Sendable ([WatchEvent]) async -> Void
  ) async throws(KubernetesError) {
    var events: [WatchEvent] = []
    var failure: KubernetesError?
    for line in lines {
      do throws(KubernetesError) {
        if let event = try WatchEvent(line: line, request: summary) { events.append(event) }
      } catch {
        failure = error
        break
      }
    }
    if !events.isEmpty { await onBatch(events) }
    if let failure { throw failure }
  }

  /// The same as a stream of single events; ending the iteration ends the watch. Events wait in memory without bound
  /// while the consumer is busy.
  public func watch(
    _ kind: ResourceKind, namespace: String?, resourceVersion: String, selector: ListSelector = .all,
    timeoutSeconds: Int = 300
  ) -> AsyncThrowingStream<WatchEvent, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        do throws(KubernetesError) {
          try await watch(
            kind, namespace: namespace, resourceVersion: resourceVersion, selector: selector,
            timeoutSeconds: timeoutSeconds
          ) { events in
            for event in events { continuation.yield(event) }
          }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }
}
