import Documents

extension ObjectChecker {
  mutating func checkHTTPRoute(_ route: DocumentNode, isDelegate: Bool, hasGateway: Bool) {
    let isRoot = route.has("delegate") && !isDelegate
    checkConflicts(route, isRoot: isRoot, isDelegate: isDelegate)
    for match in route.elements("match") where match.value.object != nil {
      checkMatch(match, isDelegation: isRoot || isDelegate, hasGateway: hasGateway)
    }
    checkHeaders(route)
    if let cors = route["corsPolicy"] { checkCORS(cors) }
    if let fault = route["fault"] { checkFault(fault) }
    checkMirrors(route)
    if let redirect = route["redirect"] { checkRedirect(redirect, of: route) }
    if let answer = route["directResponse"] { checkDirectResponse(answer) }
    if let retries = route["retries"] { checkRetries(retries) }
    if let rewrite = route["rewrite"] { checkRewrite(rewrite) }
    checkAuthorityRewrite(route)
    checkWeights(route)
  }

  private mutating func checkConflicts(_ route: DocumentNode, isRoot: Bool, isDelegate: Bool) {
    let hasRoute = !route.elements("route").isEmpty
    if isRoot {
      let name = route.text("name") ?? ""
      if route.has("redirect") { error(route.path, "root HTTP route \(name) must not specify redirect") }
      if hasRoute { error(route.path, "root HTTP route \(name) must not specify route") }
      return
    }
    if isDelegate, route.has("delegate") { error(route.path, "delegate HTTP route cannot contain delegate") }
    func conflict(_ a: String, _ b: String) -> String { "HTTP route cannot contain both \(a) and \(b)" }
    if route.has("redirect") {
      if hasRoute { error(route.path, conflict("route", "redirect")) }
      for other in ["fault", "rewrite"] where route.has(other) { error(route.path, conflict(other, "redirect")) }
      if route.has("directResponse") { error(route.path, conflict("direct_response", "redirect")) }
    } else if route.has("directResponse") {
      if hasRoute { error(route.path, conflict("route", "direct_response")) }
      for other in ["fault", "rewrite"] where route.has(other) {
        error(route.path, conflict(other, "direct_response"))
      }
    } else if !hasRoute {
      error(route.path, "HTTP route, redirect or direct_response is required")
    }
  }

  // MARK: matches

  private mutating func checkMatch(_ match: DocumentNode, isDelegation: Bool, hasGateway: Bool) {
    for key in ["uri", "scheme", "method", "authority"] {
      guard let text = match[key] else { continue }
      // A prefix "" of the path means every path; elsewhere it says nothing.
      if key != "uri", text.value["prefix"]?.string == "" {
        error(text.path, "\(key) prefix match must not be empty")
      }
      checkStringMatch(text, what: key, isDelegation: isDelegation)
    }
    for kind in ["headers", "withoutHeaders"] {
      for (name, value) in match.members(kind) {
        checkHeaderName(name, at: value, hasGateway: hasGateway)
        if kind == "headers" || value.value["regex"]?.string != "*" {
          checkHeaderMatch(value, name, isDelegation: isDelegation)
        }
      }
    }
    for (name, value) in match.members("queryParams") {
      checkStringMatch(value, what: "query param \(name)", isDelegation: isDelegation)
    }
    checkCommonMatch(match)
  }

  private mutating func checkHeaderMatch(_ value: DocumentNode, _ name: String, isDelegation: Bool) {
    if value.value["prefix"]?.string == "" { error(value.path, "header \(name) prefix match must not be empty") }
    // A bare star is Istio's spelling of "present".
    if value.value["regex"]?.string == "*", !isDelegation { return }
    checkStringMatch(value, what: "header \(name)", isDelegation: isDelegation)
  }

  private mutating func checkHeaderName(_ name: String, at node: DocumentNode, hasGateway: Bool) {
    if name.hasPrefix("@request.auth.claims") {
      if !hasGateway { error(node.path, "JWT claim based routing without gateway is not supported") }
      return
    }
    if name.isEmpty {
      error(node.path, "header name cannot be empty")
    } else if ![":method", ":scheme", ":authority", ":path", ":status"].contains(name), !NameRules.isToken(name) {
      error(node.path, "header name \(name) is not a valid header name")
    }
  }

  private mutating func checkStringMatch(_ node: DocumentNode, what: String, isDelegation: Bool) {
    guard let regex = node["regex"], let text = regex.value.string else { return }
    if isDelegation {
      error(regex.path, "\(what) match does not support regex match for delegating")
    } else {
      checkRegex(regex, text, what: what)
    }
  }

  private mutating func checkRegex(_ node: DocumentNode, _ text: String, what: String) {
    if text.isEmpty {
      error(node.path, "\"regex\": empty regex is not allowed for \(what)")
    } else if text.utf8.count > 1024 {
      error(node.path, "\"regex\": regex is too large, max length allowed is 1024")
    } else {
      do throws(RE2SyntaxError) {
        _ = try RE2Pattern(text)
      } catch {
        if !error.isUnsupported { self.error(node.path, "\"regex\": error parsing regexp: \(error)") }
      }
    }
  }

  // MARK: headers

  /// `headers` of a route or of a destination.
  mutating func checkHeaders(_ owner: DocumentNode) {
    guard let headers = owner["headers"] else { return }
    for side in ["request", "response"] {
      guard let edits = headers[side] else { continue }
      for kind in ["set", "add"] {
        for (name, value) in edits.members(kind) {
          error(value, NameRules.headerOperation(name, allowsAuthority: side == "request"))
          error(value, value.value.string.flatMap(NameRules.headerValue))
        }
      }
      for node in edits.elements("remove") {
        error(node, node.value.string.flatMap { NameRules.headerOperation($0, allowsAuthority: false) })
      }
    }
  }

  /// The authority may be changed in one place only.
  private mutating func checkAuthorityRewrite(_ route: DocumentNode) {
    var current = route["rewrite"]?.text("authority")
    guard let request = route["headers"]?["request"] else { return }
    for kind in ["set", "add"] {
      for (name, node) in request.members(kind) where ["host", ":authority"].contains(name.lowercased()) {
        let value = node.value.string ?? ""
        if let current {
          error(
            node.path,
            "authority header cannot be set multiple times: have \"\(current)\", attempting to set \"\(value)\"")
        }
        current = value
      }
    }
  }

  // MARK: mirrors and faults

  private mutating func checkMirrors(_ route: DocumentNode) {
    for key in ["mirrorPercent", "mirror_percent"] {
      guard let percent = route[key] else { continue }
      if let value = percent.value.int, value > 100 {
        error(percent.path, "mirror_percent must have a max value of 100 (it has \(value))")
      }
      warn(percent.path, "using deprecated setting \"mirrorPercent\", use \"mirrorPercentage\" instead")
    }
    if let percentage = route["mirrorPercentage"] { checkMirrorPercentage(percentage) }
    if let mirror = route["mirror"] { checkDestination(mirror) }
    let mirrors = route.elements("mirrors")
    if !mirrors.isEmpty, route.has("mirror") {
      error(route.path, "HTTP route cannot contain both mirror and mirrors")
    }
    for mirror in mirrors {
      if let destination = mirror["destination"] { checkDestination(destination) }
      if let percentage = mirror["percentage"] { checkMirrorPercentage(percentage) }
    }
  }

  private mutating func checkMirrorPercentage(_ percentage: DocumentNode) {
    guard let value = percentage["value"]?.value.double else { return }
    if value > 100 { error(percentage.path, "mirror_percentage must have a max value of 100 (it has \(value))") }
    if value < 0 { error(percentage.path, "mirror_percentage must have a min value of 0 (it has \(value))") }
  }

  private mutating func checkFault(_ fault: DocumentNode) {
    if !fault.has("delay"), !fault.has("abort") {
      error(fault.path, "HTTP fault injection must have an abort and/or a delay")
    }
    if let delay = fault["delay"] {
      checkPercentage(delay)
      if delay.has("exponentialDelay") {
        error(delay.path.appending("exponentialDelay"), "exponentialDelay not supported yet")
      }
    }
    if let abort = fault["abort"] { checkAbort(abort) }
  }

  private mutating func checkPercentage(_ owner: DocumentNode) {
    guard let percentage = owner["percentage"], let value = percentage["value"]?.value.double else { return }
    if value < 0 || value > 100 || (value > 0 && value < 0.0001) {
      error(percentage.path, "percentage \(value) is neither 0.0, nor in range [0.0001, 100.0]")
    }
  }

  private mutating func checkAbort(_ abort: DocumentNode) {
    checkPercentage(abort)
    if let status = abort["httpStatus"], let code = status.value.int, !(200...600).contains(code) {
      error(status.path, "HTTP abort status \(code) is not in range 200..599")
    }
    if let status = abort["grpcStatus"], let name = status.value.string, !Self.grpcStatuses.contains(name) {
      error(status.path, "gRPC status \"\(name)\" is not supported")
    }
    if abort.has("http2Error") {
      error(abort.path.appending("http2Error"), "HTTP/2 abort fault injection not supported yet")
    }
    if !abort.has("httpStatus"), !abort.has("grpcStatus"), !abort.has("http2Error") {
      warn(abort.path, "abort fault without an error type has no effect")
    }
  }

  private static let grpcStatuses: Set<String> = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
    "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]

  // MARK: redirect, answer, rewrite, retries, CORS

  private mutating func checkRedirect(_ redirect: DocumentNode, of route: DocumentNode) {
    let isEmpty = ["uri", "prefixRewrite", "authority", "scheme"].allSatisfy { redirect.text($0) == nil }
    if isEmpty, !redirect.has("port"), !redirect.has("derivePort") {
      error(redirect.path, "redirect must specify URI, prefix rewrite, authority, scheme, or port")
    }
    if let scheme = redirect.text("scheme"), scheme != "http", scheme != "https" {
      error(redirect.path.appending("scheme"), "redirect scheme must be \"http\" or \"https\", not \"\(scheme)\"")
    }
    if let code = redirect.int("redirectCode"), code != 0, !(300...399).contains(code) {
      error(redirect.path.appending("redirectCode"), "\(code) is not a valid redirect code, must be 3xx")
    }
    guard redirect.text("prefixRewrite") != nil else { return }
    let path = redirect.path.appending("prefixRewrite")
    if redirect.text("uri") != nil { error(path, "redirect cannot contain both uri and prefixRewrite") }
    let arePrefixes = route.elements("match").allSatisfy { match in
      match["uri"].map { $0.has("prefix") } ?? true
    }
    if !arePrefixes { error(path, "prefixRewrite needs every uri match to be a prefix match") }
  }

  private mutating func checkDirectResponse(_ answer: DocumentNode) {
    if let status = answer.int("status"), !(200...600).contains(status) {
      error(answer.path.appending("status"), "direct response status \(status) is not in range 200..599")
    }
    guard let body = answer["body"] else { return }
    let encoded = body.value["bytes"]?.string.map { $0.utf8.count / 4 * 3 }
    let size = body.value["string"]?.string?.utf8.count ?? encoded ?? 0
    if size > 1 << 20 {
      error(body.path, "large direct_responses may impact control plane performance, must be less than 1MB")
    } else if size > 100 << 10 {
      warn(body.path, "large direct_responses may impact control plane performance")
    }
  }

  private mutating func checkRewrite(_ rewrite: DocumentNode) {
    let regex = rewrite["uriRegexRewrite"]
    if rewrite.text("uri") == nil, rewrite.text("authority") == nil, regex == nil {
      error(rewrite.path, "rewrite must specify at least one of URI, authority, or uriRegexRewrite")
    }
    guard let regex else { return }
    if rewrite.text("uri") != nil { error(rewrite.path, "rewrite may only contain one of URI or uriRegexRewrite") }
    if regex.text("match") == nil || regex.text("rewrite") == nil {
      error(regex.path, "uriRegexRewrite requires both Rewrite and Match fields to be specified")
    } else if let match = regex["match"], let text = match.value.string {
      checkRegex(match, text, what: "uriRegexRewrite")
    }
  }

  private mutating func checkRetries(_ retries: DocumentNode) {
    let attempts = retries.int("attempts") ?? 0
    if attempts < 0 { error(retries.path.appending("attempts"), "attempts cannot be negative") }
    if attempts == 0 {
      for key in ["perTryTimeout", "retryOn", "retryRemoteLocalities"] where retries.has(key) {
        if key == "retryOn", retries.text(key) == nil { continue }
        error(
          retries.path.appending(key),
          "http retry policy configured when attempts are set to 0 (disabled): \(key) has no use")
      }
    }
    guard let retryOn = retries["retryOn"], let text = retryOn.value.string, !text.isEmpty else { return }
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isStatus = Int(word).map { (100...599).contains($0) } ?? false
      if !isStatus, !Self.retryConditions.contains(String(word)) {
        error(retryOn.path, "\"\(word)\" is not a valid retryOn policy; write a comma-separated list without spaces")
      }
    }
  }

  static let retryConditions: Set<String> = [
    "5xx", "gateway-error", "reset", "reset-before-request", "connect-failure", "retriable-4xx", "refused-stream",
    "retriable-status-codes", "retriable-headers", "envoy-ratelimited", "http3-post-connect-failure", "cancelled",
    "deadline-exceeded", "internal", "resource-exhausted", "unavailable",
  ]

  private mutating func checkCORS(_ cors: DocumentNode) {
    for origin in cors.elements("allowOrigins") {
      let texts = ["exact", "prefix", "regex"].compactMap { origin.value[$0]?.string }
      if texts.allSatisfy(\.isEmpty) { error(origin.path, "'' is not a valid match type for CORS allow origins") }
      if let regex = origin["regex"], let text = regex.value.string, !text.isEmpty {
        checkRegex(regex, text, what: "corsPolicy.allowOrigins")
      }
    }
    let methods: Set<String> = [
      "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "*",
    ]
    for node in cors.elements("allowMethods") {
      guard let name = node.value.string, !methods.contains(name) else { continue }
      error(node.path, "\"\(name)\" is not a supported HTTP method")
    }
    for node in cors.elements("allowHeaders") + cors.elements("exposeHeaders") {
      guard let name = node.value.string, name != "*", !NameRules.isToken(name) else { continue }
      error(node.path, name.isEmpty ? "header name cannot be empty" : "header name \(name) is not a valid header name")
    }
    if let age = cors["maxAge"], let text = age.value.string, let nanoseconds = DurationText.nanoseconds(text),
      nanoseconds % 1_000_000_000 != 0
    {
      error(age.path, "max_age duration is accurate only to seconds precision")
    }
  }
}
