import Documents

/// What became of one call to another service, after all its attempts.
struct AppCallResult: Sendable {
  var call: CallSpec
  /// The last response; nil when there was none in time.
  var answer: LoopbackClient.Answer<[UInt8]>?

  /// Whether the caller can go on with it: a status below 500, as in the simulated mesh.
  var isSuccess: Bool { answer.map { 200..<500 ~= $0.status } ?? false }

  /// The JSON of a 2xx response; nil for everything else.
  var document: JSONValue? {
    guard let answer, 200..<300 ~= answer.status else { return nil }
    return try? JSONValue(parsing: answer.body)
  }
}
