import MeshModel

/// One kind of response as a share of all of them.
struct ErrorShare: Hashable, Sendable {
  var code: String
  /// Comma-joined Envoy flags, `-` for none.
  var flags: String
  /// Percent of all responses, 0...100.
  var percent: Double
  var rate: Double

  /// Whether a code counts as an error: 4xx, 5xx, no response, or a gRPC status other than 0.
  static func isError(code: String) -> Bool {
    guard let number = Int(code) else { return code == "-" || code == "4xx" || code == "5xx" }
    return code.utf8.count <= 2 ? number != 0 : number >= 400
  }

  /// All responses by code and flags, errors first, then by rate; hosts folded together.
  static func all(of responses: [ResponseKey: Double]) -> [ErrorShare] {
    var rates: [ResponseKey: Double] = [:]
    var total = 0.0
    for (key, rate) in responses where rate > 0 && rate.isFinite {
      rates[ResponseKey(code: key.code, flags: key.flags, host: ""), default: 0] += rate
      total += rate
    }
    guard total > 0 else { return [] }
    return rates.map { key, rate in
      ErrorShare(code: key.code, flags: key.flags, percent: rate / total * 100, rate: rate)
    }.sorted { a, b in
      let (errorA, errorB) = (isError(code: a.code), isError(code: b.code))
      if errorA != errorB { return errorA }
      return a.rate != b.rate ? a.rate > b.rate : (a.code, a.flags) < (b.code, b.flags)
    }
  }

  /// The most frequent error, nil if nothing failed.
  static func worst(of responses: [ResponseKey: Double]) -> ErrorShare? {
    all(of: responses).first.flatMap { isError(code: $0.code) ? $0 : nil }
  }
}
