import NIOCore

/// Takes a watch's answer apart into lines, and notices early that it is not one: nonsense without a line feed would else
/// look like a quiet stream.
struct WatchReader: Sendable {
  private var splitter: LineSplitter
  private let summary: RequestSummary
  private let maxLineBytes: Int
  /// The longest that one event may take to come, as the silence between two may.
  private let patience: Duration
  /// What came since the last line feed, as far as it tells what it is.
  private var start: [UInt8] = []
  private var startedAt: ContinuousClock.Instant?
  private var contentType = ""
  private var hasLines = false

  init(summary: RequestSummary, maxLineBytes: Int, patience: Duration) {
    splitter = LineSplitter(maxLineBytes: maxLineBytes)
    self.summary = summary
    self.maxLineBytes = maxLineBytes
    self.patience = patience
  }

  /// The lines that a chunk completes.
  ///
  /// - Throws: `malformed` for what cannot become an event, `stalled` for one that does not end, `tooLarge`.
  mutating func lines(
    _ chunk: ByteBufferView, head: ResponseHead, now: ContinuousClock.Instant = .now
  ) throws(KubernetesError) -> [[UInt8]] {
    contentType = head.contentType
    let lines: [[UInt8]]
    do throws(LineSplitter.LineTooLong) {
      lines = try splitter.append(chunk)
    } catch {
      throw KubernetesError(.tooLarge(limit: error.limit), request: summary)
    }
    if !lines.isEmpty {
      (start, startedAt) = ([], nil)
      hasLines = true
    }
    let rest = chunk.lastIndex(of: UInt8(ascii: "\n")).map { chunk[chunk.index(after: $0)...] } ?? chunk[...]
    // Enough for a page's title.
    start += rest.prefix(max(0, 4_096 - start.count))
    if let started = startedAt {
      if now - started > patience { throw KubernetesError(.stalled(seconds: patience.inSeconds), request: summary) }
    } else if !rest.isEmpty {
      startedAt = now
    }
    let isJSON = contentType.isEmpty || contentType.contains("json")
    let first = start.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\t") }
    if !isJSON || first.map({ $0 != UInt8(ascii: "{") }) ?? false {
      throw foreign(lines.first ?? start)
    }
    return lines
  }

  /// Checks an answer that has ended. A last line without its end was cut, unless it is all that there is.
  func end(head: ResponseHead) throws(KubernetesError) {
    let isJSON = head.contentType.isEmpty || head.contentType.contains("json")
    guard isJSON, hasLines || start.isEmpty else {
      throw KubernetesError(
        .malformed(ForeignAnswer(contentType: head.contentType, body: start).words), request: summary)
    }
  }

  private func foreign(_ body: [UInt8]) -> KubernetesError {
    KubernetesError(.malformed(ForeignAnswer(contentType: contentType, body: body).words), request: summary)
  }
}
