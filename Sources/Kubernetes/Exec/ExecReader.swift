import Documents

/// Puts together what a server sends on a command's WebSocket (v4 and v5.channel.k8s.io): binary messages, perhaps in
/// fragments, whose first byte names the channel.
struct ExecReader: Sendable {
  /// Why the messages make no sense, or are too many.
  enum Failure: Error, Sendable, Hashable {
    case tooLarge
    case malformed(String)
  }

  private enum Channel: UInt8 { case output = 1, errors = 2, status = 3 }

  /// The longest Status at a command's end.
  private static let largestStatus = 64 << 10

  /// The most bytes of both outputs together.
  let maxBytes: Int
  private(set) var output = ExecOutput()
  private var status: [UInt8] = []
  /// The channel of a message that goes on, and nil before its first byte.
  private var channel: UInt8?
  private var isInMessage = false

  init(maxBytes: Int) { self.maxBytes = maxBytes }

  /// Whether the server has said how the command ended: nothing more is to come.
  var isEnded: Bool { !status.isEmpty && !isInMessage }

  /// Takes the payload of a data frame.
  ///
  /// - Parameters:
  ///   - isContinuation: it goes on with the message before.
  ///   - isFinal: the message ends with it.
  mutating func take(
    _ payload: some Collection<UInt8>, isContinuation: Bool = false, isFinal: Bool = true
  ) throws(Failure) {
    guard isContinuation == isInMessage else { throw .malformed("fragments out of order") }
    isInMessage = !isFinal
    var rest = Array(payload)[...]
    if channel == nil { channel = rest.popFirst() }
    defer { if isFinal { channel = nil } }
    // An empty message says nothing, and the close signals of v5 are for clients to send.
    guard let channel, !rest.isEmpty, channel != 255 else { return }
    switch Channel(rawValue: channel) {
    case .output?: output.output += rest
    case .errors?: output.errors += rest
    case .status?: status += rest
    case nil: throw .malformed("data on the unknown channel \(channel)")
    }
    guard output.output.count + output.errors.count <= maxBytes else { throw .tooLarge }
    guard status.count <= Self.largestStatus else { throw .malformed("an endless status") }
  }

  /// How the command ended; nil if the server did not say.
  func end(_ request: RequestSummary) throws(KubernetesError) -> ExecOutput? {
    guard !status.isEmpty else { return nil }
    guard let value = try? JSONValue(parsing: status), let verdict = value["status"]?.string else {
      throw KubernetesError(.malformed("a command's end that is no Status"), request: request)
    }
    if verdict == "Success" { return output }
    let body = StatusBody(fieldsOf: value)
    var ended = output
    if body.reason == "NonZeroExitCode",
      let code = body.causes.first(where: { $0.reason == "ExitCode" }).flatMap({ Int($0.message) })
    {
      ended.status = code
      return ended
    }
    throw KubernetesError(
      KubernetesError.reason(of: body, status: body.code == 0 ? 500 : body.code, retryAfter: nil), request: request)
  }
}
