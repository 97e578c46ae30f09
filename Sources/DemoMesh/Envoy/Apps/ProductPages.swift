import Documents
import NIOHTTP1

/// What Bookinfo's productpage serves.
struct ProductPages: Sendable {
  let server: AppServer
  let stages: [CallStage]

  func plan(for request: APIRequest) -> AppPlan {
    switch (request.method, request.rawPath) {
    case (_, "/"), (_, "/index.html"): return .reply(AppReply.html(ProductHTML.index))
    case ("POST", "/login"): return .reply(login(request))
    case (_, "/logout"): return .reply(redirect(cookie: "\(Self.cookie)=; Path=/; Max-Age=0; HttpOnly"))
    case (_, "/productpage"): return page(request)
    default: return api(request)
    }
  }

  private func page(_ request: APIRequest) -> AppPlan {
    let user = user(of: request)
    return .work(stages: stages, headers: headers(of: user)) { outcome in
      AppReply.html(
        ProductHTML(
          server: server, user: user, details: outcome.result(of: "details"), reviews: outcome.result(of: "reviews")
        ).text)
    }
  }

  private func api(_ request: APIRequest) -> AppPlan {
    let parts = request.rawPath.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.prefix(3) == ["api", "v1", "products"], parts.count <= 5 else {
      return .reply(AppReply.notFound(request))
    }
    if parts.count == 3 { return .work(stages: []) { _ in AppReply.json(BookinfoData.products) } }
    guard let id = Int(parts[3]), id >= 0 else {
      return .reply(AppReply.json(["error": "please provide numeric product ID"], status: 400))
    }
    let service = parts.count == 4 ? "details" : String(parts[4])
    guard ["details", "reviews", "ratings"].contains(service), parts.count == 5 || service == "details" else {
      return .reply(AppReply.notFound(request))
    }
    var call = call(to: service)
    call.path = "/\(service)/\(id)"
    return .work(stages: [CallStage([call])], headers: headers(of: user(of: request))) { outcome in
      let answer = outcome.results.first?.answer
      guard let answer, 200..<300 ~= answer.status else {
        let status = answer.map { $0.status >= 400 ? $0.status : 500 } ?? 500
        return AppReply.json(["error": .string(BookinfoPages.note(service))], status: status)
      }
      return APIReply(contentType: "application/json", bytes: answer.body)
    }
  }

  /// The call of the behaviour, so that its patience holds here too; ratings, which the page itself does not ask, is
  /// found where details is.
  private func call(to service: String) -> CallSpec {
    let calls = stages.flatMap(\.calls)
    var call =
      calls.first { $0.host.prefix { $0 != "." } == service }
      ?? CallSpec(
        host: service, port: calls.first?.port ?? 9080)
    call.probability = 1
    call.isRequired = false
    return call
  }

  // MARK: - Who is logged in

  private static let cookie = "user"

  /// The name in the session cookie, or that a client sent in a header.
  private func user(of request: APIRequest) -> String? {
    if let user = request.headers.first(name: "end-user") { return Self.name(user) }
    for header in request.headers["cookie"] {
      for pair in header.split(separator: ";") {
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        if parts.count == 2, parts[0] == Self.cookie { return Self.name(String(parts[1])) }
      }
    }
    return nil
  }

  private func headers(of user: String?) -> HTTPHeaders { user.map { ["end-user": $0] } ?? [:] }

  private func login(_ request: APIRequest) -> APIReply {
    let form = PercentCoding.pairs(of: String(decoding: request.body, as: UTF8.self))
    guard let user = form.first(where: { $0.name == "username" }).flatMap({ Self.name($0.value) }) else {
      return AppReply.json(
        ["error": "username must be 1 to 64 letters, digits, dots, dashes or underscores"], status: 400)
    }
    return redirect(cookie: "\(Self.cookie)=\(user); Path=/; HttpOnly")
  }

  private func redirect(cookie: String) -> APIReply {
    APIReply(status: 302, headers: [("Location", "/productpage"), ("Set-Cookie", cookie)], body: .bytes([]))
  }

  /// A user's name, or nil for what could break out of a header or a page.
  private static func name(_ text: String) -> String? {
    let isName =
      (1...64).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || ".-_".unicodeScalars.contains($0))
      }
    return isName ? text : nil
  }
}
