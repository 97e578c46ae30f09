import Documents

extension KubernetesError {
  /// The error of an answer that is no success.
  ///
  /// - Parameters:
  ///   - contentType: decides whether the body is a Status; some 404 and 429 are plain text.
  ///   - retryAfter: the header, in seconds.
  static func answer(
    status: Int, contentType: String, body: [UInt8], retryAfter: Double?, request: RequestSummary
  ) -> KubernetesError {
    var parsed: StatusBody?
    var text: String?
    if contentType.lowercased().contains("json"), let value = try? JSONValue(parsing: body) {
      parsed = StatusBody(value)
      // The envelope of Prometheus and its kin.
      text = value["error"]?.string.map { "\(value["errorType"]?.string.map { $0 + ": " } ?? "")\($0)" }
    }
    if let parsed {
      return KubernetesError(
        reason(of: parsed, status: status, retryAfter: retryAfter), request: request,
        retryAfter: retryAfter ?? parsed.retryAfterSeconds)
    }
    let raw = DisplayText.oneLine(text ?? String(decoding: body.prefix(600), as: UTF8.self))
    let reason: Reason =
      switch status {
      case 401: .unauthorized
      case 403: .forbidden(raw)
      case 404: raw.contains("page not found") || raw.isEmpty ? .notServed : .notFound(raw)
      case 409: .conflict(raw, causes: [])
      case 410: .gone(raw)
      case 400, 415, 422: .invalid(raw, causes: [])
      case 429: .tooManyRequests(retryAfter: retryAfter)
      default: .server(code: status, message: raw)
      }
    return KubernetesError(reason, request: request, retryAfter: retryAfter)
  }

  /// Sorts a Status by code first: reasons are missing at times.
  static func reason(of body: StatusBody, status: Int, retryAfter: Double?) -> Reason {
    let code = status >= 400 ? status : body.code
    switch code {
    case 401: return .unauthorized
    case 403: return .forbidden(body.message)
    case 404:
      // A Status that names no object is about the path: "the server could not find the requested resource".
      return body.detailsName.isEmpty && body.reason == "NotFound" && body.message.contains("requested resource")
        ? .notServed : .notFound(body.message)
    case 409:
      return body.reason == "AlreadyExists"
        ? .alreadyExists(body.message) : .conflict(body.message, causes: body.causes)
    case 410: return .gone(body.message)
    case 400, 415, 422: return .invalid(body.message, causes: body.causes)
    case 429: return .tooManyRequests(retryAfter: retryAfter ?? body.retryAfterSeconds)
    default: return .server(code: code, message: body.message)
    }
  }
}
